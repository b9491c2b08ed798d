class Config:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.values = {"a": 1}
        return cls._instance

    def get(self, k):
        return self.values.get(k)
