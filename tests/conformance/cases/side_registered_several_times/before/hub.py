class Hub:
    def __init__(self):
        self.deferred, self.pairs, self.plain, self.members = [], [], [], set()
        self.table, self.topics = {}, {}

    def record(self, function):
        def once(state):
            function(state)
        self.deferred.append(once)

    def later(self, what):
        def decorate(f):
            self.record(lambda state: state.append((what, f)))
            return f
        return decorate

    def lazily(self, what):
        def decorate(f):
            self.plain.append(lambda state: state.append((what, f)))
            return f
        return decorate

    def pair(self, what):
        def decorate(f):
            self.pairs.append((what, f))
            return f
        return decorate

    def keyed(self, what):
        def decorate(f):
            self.table[what, f.__name__] = f
            return f
        return decorate

    def topic(self, what):
        def decorate(f):
            self.topics.setdefault(what, []).append(f)
            return f
        return decorate

    def member(self, what):
        def decorate(f):
            self.members.add((what, f))
            return f
        return decorate


def entries(hub):
    state, plain = [], []
    for f in hub.deferred:
        f(state)
    for f in hub.plain:
        f(plain)
    return {"later": state, "lazily": plain, "pair": hub.pairs, "keyed": [(k[0], f) for k, f in hub.table.items()],
            "topic": [(k, f) for k, l in hub.topics.items() for f in l], "member": hub.members}
