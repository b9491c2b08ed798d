from enum import Enum


class Region(str, Enum):
    EU = "eu"
    US = "us-east"
    AP = "us"


HOSTS = {Region.EU: "eu.example", Region.US: "us.example", Region.AP: "ap.example"}
