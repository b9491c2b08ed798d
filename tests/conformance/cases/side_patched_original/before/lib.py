def send(text):
    return "sent " + text


class Encoder:
    def default(self, value):
        raise TypeError(value)
