class Window:
    def __init__(self, tables):
        self.log = []
        self.keys = tables.bindings(self)

    def press(self, key):
        return self.keys[key]()
