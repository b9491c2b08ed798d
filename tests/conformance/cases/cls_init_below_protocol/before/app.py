from typing import Protocol


class Storage(Protocol):
    def get(self, k): ...


class FileStorage(Storage):
    def get(self, k):
        return 1
