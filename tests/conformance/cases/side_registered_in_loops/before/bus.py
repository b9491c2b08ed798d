SUBS, PAIRS, BY_TOPIC = [], [], []


def subscribe(f):
    SUBS.append(f)


def on(topic):
    def add(f):
        BY_TOPIC.append((topic, f))
        return f
    return add
