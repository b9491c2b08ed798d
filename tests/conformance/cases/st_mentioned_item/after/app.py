CONFIGS = {"a": {"x": 1}, "b": {"x": 2}}
CUR = CONFIGS["b"]
def f(): return CUR["x"]
