import functools


class Client:
    def __init__(self, url):
        self.url = url
        self.calls = 0

    def get(self, path):
        self.calls += 1
        return self.url + path


class Retry:
    def __init__(self, inner, times):
        self.inner, self.times = inner, times

    def get(self, path):
        return self.inner.get(path) + "?retries=%d" % self.times


@functools.lru_cache(None)
def client(url):
    return Client(url)


API = Retry(client("http://a"), 2)


def fetch(path):
    return API.get(path)
