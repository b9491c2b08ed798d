# -*- coding: latin-1 -*-
WORD = "café"
seen = []


def f(): return "two é"


def same(): return "é", WORD
