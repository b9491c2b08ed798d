def fetch(x): return "old", x
class Client:
    retries = 1
    def get(self, key): return "old", key
class Mocked:
    def get(self, key): return "old", key
