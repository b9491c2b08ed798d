class ServiceError(Exception):
    def __init__(self, *args, hint=None):
        super().__init__(*args)
        self.hint = hint


class Conflict(ServiceError):
    def __init__(self, key):
        super().__init__("conflict")
        self.key = key
