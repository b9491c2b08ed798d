_instances = {}
class Conn:
    def __init__(self, k): self.k = k
def connect(k):
    if k not in _instances: _instances[k] = Conn(k)
    return _instances[k]
