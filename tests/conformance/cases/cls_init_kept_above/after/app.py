import lib


class Widget(lib.Component):
    def __init__(self, name, size):
        super().__init__(name, level=2)
        self.size = size
        self.id = name.replace(" ", "_")
        self.area = size * self.level
        self._cache = {}
        self._cache["name"] = name


class Panel(lib.Component):
    def __init__(self, title, size):
        lib.Component.__init__(self, title)
        self.size = size
        self.id = title.upper()
        w, h = size
        self.w = w
        self.h = h
        self.__secret = [w]

    def secret(self):
        return self.__secret
