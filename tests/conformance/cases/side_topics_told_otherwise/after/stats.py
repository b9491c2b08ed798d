from bus import on, publish


class Stats:
    def __init__(self):
        self.counts = {}
        on("created")(self.count)

    def count(self, event):
        self.counts["created"] = self.counts.get("created", 0) + event.get("weight", 1)
        return {"n": self.counts["created"]}


stats = Stats()


def create(ident, weight=2):
    return publish("created", id=ident, weight=weight)


def rename(old, new):
    return publish("renamed", id=new, old=old)
