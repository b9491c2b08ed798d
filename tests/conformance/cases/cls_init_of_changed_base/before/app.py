class ServiceError(Exception):
    pass


class Conflict(Exception):
    def __init__(self, key):
        super().__init__("conflict")
        self.key = key
