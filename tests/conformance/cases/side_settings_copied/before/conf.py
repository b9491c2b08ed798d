from datetime import timedelta

PAGE_SIZE = 20
DEBUG = False
HOSTS = ["a"]


class Limits:
    LIFETIME = timedelta(minutes=5)
    RETRIES = 3
    TIMEOUT = 10


class Production(Limits):
    DEBUG = False
