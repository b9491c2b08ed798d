from bus import on, publish


class Stats:
    def __init__(self):
        self.counts = {}
        on("created")(self.count)

    def count(self, event):
        self.counts["created"] = self.counts.get("created", 0) + 1
        return self.counts["created"]


stats = Stats()


def create(ident):
    return publish("created", id=ident)
