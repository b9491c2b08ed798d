def f(): return "new"
LIMIT = 2
