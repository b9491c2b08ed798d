# -*- coding: utf-8 -*-
WORD = "café"
seen = []


def f(): return "é", WORD
