class Client:
    def __init__(self, host, port=80, tls=None):
        self.host = host
        self.port = port
        if tls is None:
            tls = port == 443
        self.tls = tls
        if self.tls:
            self.scheme = "https"
        else:
            self.scheme = "http"
        try:
            self.n = int(port)
        except ValueError:
            self.n = 0
        self.headers = {}
        self.headers["Host"] = host
        for h in ("A", "B"):
            self.headers[h] = "1"
        self.a, self.b = host, port

    def url(self):
        return "%s://%s:%d" % (self.scheme, self.host, self.port)
