def f(): return "two"
class g:
    def __init__(self): self.v = "two"
