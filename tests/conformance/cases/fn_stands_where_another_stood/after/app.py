class Group:
    def __init__(self, name): self.name = name
class User:
    def __init__(self, name, group=None):
        self.name = name
        self.group = group or Group("none")
