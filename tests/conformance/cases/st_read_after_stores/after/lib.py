LIMIT = 0
CONF = {}


def put(key, value):
    CONF[key] = value


def get(key):
    return CONF[key]
