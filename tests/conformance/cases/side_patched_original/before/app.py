import lib

_send = lib.send
original = lib.Encoder.default


def send(text):
    return _send(text.strip())


def default(self, value):
    if value == "money":
        return 1
    return original(self, value)


lib.send = send
lib.Encoder.default = default
