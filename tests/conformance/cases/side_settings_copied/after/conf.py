from datetime import timedelta

PAGE_SIZE = 50
DEBUG = True
HOSTS = ["a", "b"]
REGION = "eu"


class Limits:
    LIFETIME = timedelta(minutes=9)
    RETRIES = 5
    TIMEOUT = 10


class Production(Limits):
    DEBUG = True
