import app
class Good(app.Codec):
    def encode(self, x): return "good"
class Bad(app.Codec): pass
class Worse(Bad): pass
