class Model:
    def __init__(self, name):
        self.name = name

    def save(self):
        return self.name
