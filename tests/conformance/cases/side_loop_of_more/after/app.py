from dispatch import register


class Text:
    def __init__(self):
        self.count = 0

    def handle(self, value):
        self.count += 1
        return "text no. %d" % self.count


class Image(Text):
    pass


class Video(Text):
    pass


for _cls in (Text, Image, Video):
    register(_cls.__name__.lower(), _cls())
