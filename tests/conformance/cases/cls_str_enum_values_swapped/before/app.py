from enum import Enum


class Region(str, Enum):
    EU = "eu"
    US = "us"


HOSTS = {Region.EU: "eu.example", Region.US: "us.example"}
