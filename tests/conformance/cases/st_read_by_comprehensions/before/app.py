"""Comprehensions, conditions and defaults that read a constant which changed."""
TIMEOUT = 5
DEBUG = False
BACKOFF = [TIMEOUT * i for i in range(3)]
LIMITS = {name: TIMEOUT for name in "ab"}
PAIR = tuple(TIMEOUT + i for i in range(2))
TOTAL = sum(TIMEOUT for _ in range(2))
CHOICE = TIMEOUT if DEBUG else None


class Client:
    timeouts = [TIMEOUT]
    options = {"timeout": TIMEOUT}

    def get(self, timeout=TIMEOUT):
        return timeout
