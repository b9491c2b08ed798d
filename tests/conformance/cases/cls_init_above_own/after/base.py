class Audited:
    def __init__(self):
        self.audit = []


class Model(Audited):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def save(self):
        self.audit.append(self.name)
        return self.name
