class Plugin:
    registry = {}
    def __init_subclass__(cls, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = "t1"
        Plugin.registry[name or cls.__name__] = cls
    def run(self): return "one"
