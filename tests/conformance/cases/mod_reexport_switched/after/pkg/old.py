def api(): return "old"
class Client:
    def m(self): return "old"
