CLOSED = []


class Resource:
    def __init__(self, name):
        self.name = name

    def close(self):
        CLOSED.append(self.name)
