CLASSES = {}


class Meta(type):
    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        CLASSES[name] = cls
