TOPICS = ["orders", "users", "stock"]
HANDLERS = {t: [] for t in TOPICS}


def handles(topic):
    def add(f):
        HANDLERS[topic].append(f)
        return f
    return add


@handles("stock")
def stock(n):
    return "stock %d" % n


@handles("orders")
def order(n):
    return "order %d" % n
