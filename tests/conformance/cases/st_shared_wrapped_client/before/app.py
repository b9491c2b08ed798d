import functools


class Client:
    def __init__(self, url):
        self.url = url
        self.calls = 0

    def get(self, path):
        self.calls += 1
        return self.url + path


@functools.lru_cache(None)
def client(url):
    return Client(url)


API = client("http://a")


def fetch(path):
    return API.get(path)
