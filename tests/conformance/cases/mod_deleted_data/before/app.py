_tmp = [1, 3]
TOTAL = sum(_tmp)
del _tmp
def f(): return TOTAL
