CONFIGS = {"a": {"x": 1}, "b": {"x": 2}}
CUR = CONFIGS["a"]
def f(): return CUR["x"]
