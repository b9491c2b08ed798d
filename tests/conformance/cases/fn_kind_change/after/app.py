import functools
class to_class:
    def __init__(self): self.v = "two"
def to_function(): return "two"
async def to_async(): return "two"
def to_generator(): yield "two"
to_partial = functools.partial(max, 2)
