def api(): return "new"
class Client:
    def m(self): return "new"
