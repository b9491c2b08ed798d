class Plugin:
    plugins = []
    def __init_subclass__(cls): Plugin.plugins.append(cls)
class One(Plugin):
    size = 1
    def m(self): return "one"
REG = {}
LIST = []
def register(cls):
    REG[cls.__name__] = cls
    LIST.append(cls)
    return cls
@register
class Two:
    size = 1
    def m(self): return "one"
