import logging
import re
import threading

DEFAULTS = {"a": 1}
LIMIT = 3


class Job:
    LEVEL = 4

    def __init__(self, name):
        self.name = name
        self.state = "new"

    def run(self):
        self.state = "done"


class Client:
    def __init__(self, token, *parts):
        self.__token = token
        self.setup()

    def setup(self):
        self.ready = True

    def auth(self):
        return self.__token


class Pair:
    def __new__(cls, a):
        self = super().__new__(cls)
        self.a = a
        return self
