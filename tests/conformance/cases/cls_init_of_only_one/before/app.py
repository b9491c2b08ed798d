class Pool:
    _inst = None

    def __init__(self):
        self.items = []

    @classmethod
    def instance(cls):
        if cls._inst is None:
            cls._inst = cls()
        return cls._inst
