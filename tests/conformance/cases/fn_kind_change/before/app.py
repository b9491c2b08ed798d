def to_class(): return "one"
class to_function:
    def m(self): return "one"
def to_async(): return "one"
def to_generator(): return ["one"]
def to_partial(x=1): return x
