class Pool:
    def __init__(self, size, name="p"):
        self.size, self.name, self.taken = size, name, []
