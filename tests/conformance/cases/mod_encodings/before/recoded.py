# -*- coding: latin-1 -*-
WORD = "café"
seen = []


def f(): return "é", WORD
