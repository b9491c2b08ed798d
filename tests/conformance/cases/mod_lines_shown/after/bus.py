TOPICS = {}


def subscribe(topic, f, weight):
    TOPICS.setdefault(topic, []).append((weight, f))
