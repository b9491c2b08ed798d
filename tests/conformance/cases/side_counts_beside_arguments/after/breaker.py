import functools
class Breaker:
    instances = {}
    def __init__(self, name, threshold=3):
        self.name, self.threshold = name, threshold
        self.failures = 0
        self.instances[name] = self
    def __call__(self, func):
        @functools.wraps(func)
        def wrapper(*args):
            try:
                result = func(*args)
            except ValueError:
                self.failures += 1
                raise
            self.failures = 0
            return result
        wrapper.breaker = self
        return wrapper
