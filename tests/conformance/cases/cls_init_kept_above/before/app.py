import lib


class Widget(lib.Component):
    def __init__(self, name, size):
        super().__init__(name, level=2)
        self.size = size


class Panel(lib.Component):
    def __init__(self, title, size):
        lib.Component.__init__(self, title)
        self.size = size
