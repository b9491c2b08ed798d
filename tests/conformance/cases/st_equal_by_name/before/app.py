class Host:
    def __init__(self, name, port):
        self.name, self.port = name, port

    def __eq__(self, other):
        return self.name == other.name


HOSTS = [Host("a", 80), Host("b", 80)]
BY_NAME = {"a": Host("a", 80)}
