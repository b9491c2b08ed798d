VIEWS = {}
def view(name):
    def deco(cls):
        VIEWS[name] = cls
        return cls
    return deco
