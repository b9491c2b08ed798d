import lib

_send = lib.send
_original_default = lib.Encoder.default


def send(text):
    return "logged " + _send(text.strip())


def default(self, value):
    if value == "money":
        return "1"
    return _original_default(self, value)


lib.send = send
lib.Encoder.default = default
