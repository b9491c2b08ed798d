class Client:
    def __init__(self, host, port, path="/"):
        self.host = host
        self.port = port
        self.path = path
        self.tries = port

    def retry(self):
        self.tries += 1


class Local(Client):
    def __init__(self, port):
        super().__init__("localhost", port)
