from pkg.core import price as cost
def quote(x): return ("api1", cost(x))
