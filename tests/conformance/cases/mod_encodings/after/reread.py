# -*- coding: iso8859-5 -*-
WORD = "cafщ"
seen = []


def f(): return "щ", WORD
