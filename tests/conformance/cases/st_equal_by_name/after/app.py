class Host:
    def __init__(self, name, port):
        self.name, self.port = name, port

    def __eq__(self, other):
        return self.name == other.name


HOSTS = [Host("a", 8080), Host("b", 8080)]
BY_NAME = {"a": Host("a", 8080)}
