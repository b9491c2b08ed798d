class Client:
    retries = 1
    def get(self, key): return "old", key
class Other:
    limit = 1
    def run(self): return "run"
    def wait(self, seconds=1): return seconds
SIZE = 1
class Third:
    size = SIZE
    def run(self): return "run"
