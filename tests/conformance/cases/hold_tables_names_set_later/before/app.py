LIMITS = {"upload": 10, "download": 20}
TEXTS = {"hello": "Hello", "bye": "Bye"}
DEBUG = False


def limit(key, value):
    LIMITS[key] = value


def translate(key, text):
    TEXTS[key] = text


def label():
    return "a"
