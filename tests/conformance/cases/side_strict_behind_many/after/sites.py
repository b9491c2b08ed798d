class Site:
    def __init__(self):
        self.registry = {}

    def register(self, cls):
        if cls.kind in self.registry:
            raise ValueError("%s is registered already" % cls.kind)
        self.registry[cls.kind] = cls()


site = Site()
