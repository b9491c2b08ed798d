WORD = "café"
seen = []


def f(): return "é one", WORD
