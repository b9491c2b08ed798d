class Client:
    def __init__(self, host, port=80):
        self.host = host
        self.port = port

    def url(self):
        return self.host
