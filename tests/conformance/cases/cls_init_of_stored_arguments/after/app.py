class Client:
    def __init__(self, host, port, path="/"):
        self.host = host
        self.port = port
        self.path = path
        self.tries = port
        self.url = "http://" + host + ":" + str(port) + path
        self.key = f"{host}:{port}"
        self.pair = (host, port)
        self.first = port + self.tries

    def retry(self):
        self.tries += 1


class Local(Client):
    def __init__(self, port):
        super().__init__("localhost", port)
