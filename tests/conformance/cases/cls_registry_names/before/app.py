from base import Plugin
class Alpha(Plugin, name="alpha"):
    def run(self): return "alpha " + super().run()
class Beta(Plugin):
    pass

