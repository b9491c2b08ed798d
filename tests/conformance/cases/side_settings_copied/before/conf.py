PAGE_SIZE = 20
DEBUG = False
HOSTS = ["a"]


class Limits:
    RETRIES = 3
    TIMEOUT = 10


class Production(Limits):
    DEBUG = False
