from model import Level


class Channel:
    level = Level.LOW

    def __init__(self, name, level=None):
        self.name, self.sent = name, []
        if level:
            self.level = level

    def send(self, text):
        self.sent.append(text.strip())
        del self.sent[:-3]


CHANNELS = [
    Channel("mail"),
    Channel("pager", Level.HIGH),
    Channel("chat", Level.TOP),
]
PAIR = (Channel("left"), Channel("middle"), Channel("right"))
