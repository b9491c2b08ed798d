def f(): return "old"
LIMIT = 1
