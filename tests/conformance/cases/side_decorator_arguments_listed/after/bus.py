by_priority = []


class Topic:
    def __init__(self):
        self.receivers = []

    def connect(self, function):
        if all(key != id(function) for key, _ in self.receivers):
            self.receivers.append((id(function), function))

    def send(self):
        return [function() for _, function in self.receivers]


saved, deleted = Topic(), Topic()


def priority(level):
    def decorate(function):
        by_priority.append((level, function.__name__, function))
        by_priority.sort(key=lambda entry: entry[:2])
        return function
    return decorate


def receiver(topics):
    def decorate(function):
        for topic in topics if isinstance(topics, list) else [topics]:
            topic.connect(function)
        return function
    return decorate
