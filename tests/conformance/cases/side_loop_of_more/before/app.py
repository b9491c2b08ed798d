from dispatch import register


class Text:
    def __init__(self):
        self.count = 0

    def handle(self, value):
        self.count += 1
        return "text %d" % self.count


class Image(Text):
    pass


for _cls in (Text, Image):
    register(_cls.__name__.lower(), _cls())
