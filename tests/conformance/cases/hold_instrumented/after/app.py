class Client:
    retries = 2
    def get(self, key): return "new", key
class Other:
    limit = 2
    def run(self): return "run"
    def wait(self, seconds=2): return seconds
SIZE = 2
class Third:
    size = SIZE
    def run(self): return "run"
