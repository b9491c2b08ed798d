class P:
    def m(self): return "one"
