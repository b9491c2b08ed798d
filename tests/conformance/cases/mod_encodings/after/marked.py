WORD = "café"
seen = []


def f(): return "é two", WORD
