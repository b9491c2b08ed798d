class Hub:
    def __init__(self):
        self.listeners = {}

    def on(self, topic):
        def add(f):
            self.listeners.setdefault(topic, []).append((0, f))
            return f
        return add

    def fire(self, topic):
        return [f() for _, f in self.listeners.get(topic, ())]


hub = Hub()
JOBS = set()


def job(f):
    JOBS.add(f)
    return f
