from base import Plugin
class Alpha(Plugin, name="first"):
    def run(self): return "alpha " + super().run()
class Beta(Plugin):
    pass
class Gamma(Plugin, name="g"): pass

