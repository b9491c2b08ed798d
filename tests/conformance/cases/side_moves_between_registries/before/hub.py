class Hub:
    def __init__(self):
        self.deferred, self.pairs, self.plain, self.members = [], [], [], set()
        self.table, self.topics = {}, {}

    def record(self, function):
        def once(state):
            function(state)
        self.deferred.append(once)

    def later(self, f):
        self.record(lambda state: state.append((f.__name__, f)))
        return f

    def lazily(self, f):
        self.plain.append(lambda state: state.append((f.__name__, f)))
        return f

    def pair(self, f):
        self.pairs.append((f.__name__, f))
        return f

    def keyed(self, f):
        self.table[f.__name__, f.__name__] = f
        return f

    def topic(self, f):
        self.topics.setdefault("all", []).append(f)
        return f

    def member(self, f):
        self.members.add((f.__name__, f))
        return f


def entries(hub):
    state, plain = [], []
    for f in hub.deferred:
        f(state)
    for f in hub.plain:
        f(plain)
    return {"later": state, "lazily": plain, "pair": hub.pairs, "keyed": [(k[0], f) for k, f in hub.table.items()],
            "topic": [(k, f) for k, l in hub.topics.items() for f in l], "member": hub.members}
