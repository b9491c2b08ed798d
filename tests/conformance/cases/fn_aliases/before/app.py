def compute(x): return x
def new_api(x): return x + 100
shortcut = compute
same = compute
