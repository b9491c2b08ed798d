from typing import Protocol


class Storage(Protocol):
    def get(self, k): ...


class FileStorage(Storage):
    def __init__(self):
        self.data = {}

    def get(self, k):
        return self.data.get(k) if hasattr(self, "data") else None
