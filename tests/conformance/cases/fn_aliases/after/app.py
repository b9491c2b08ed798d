def calculate(x): return x * 2
compute = calculate
def new_api(x): return x + 100
shortcut = new_api
same = compute
