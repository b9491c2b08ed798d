def fetch(x, y=0): return "new", x
class Client:
    retries = 2
    def get(self, key): return "new", key
    def put(self, key): return "new", key
class Mocked:
    def get(self, key): return "new", key
    def put(self, key): return "new", key
