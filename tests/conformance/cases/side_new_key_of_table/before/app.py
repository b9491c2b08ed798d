TOPICS = ["orders", "users"]
HANDLERS = {t: [] for t in TOPICS}


def handles(topic):
    def add(f):
        HANDLERS[topic].append(f)
        return f
    return add


@handles("orders")
def order(n):
    return "order %d" % n
