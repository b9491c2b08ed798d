DEBUG = False
count = 0
BASE = 2
RETRIES = 5


def helper():
    return "helper2"
