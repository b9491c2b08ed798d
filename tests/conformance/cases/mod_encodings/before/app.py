# -*- coding: latin-1 -*-
WORD = "café"
seen = []


def f(): return "one é"


def same(): return "é", WORD
