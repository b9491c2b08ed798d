from model import Level


class Channel:
    level = Level.LOW

    def __init__(self, name, level=None):
        self.name, self.sent = name, []
        if level:
            self.level = level

    def send(self, text):
        self.sent.append(text)


CHANNELS = [
    Channel("mail"),
    Channel("pager", Level.HIGH),
]
PAIR = (Channel("left"), Channel("right"))
