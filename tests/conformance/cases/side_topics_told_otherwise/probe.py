import bus, audit, stats
from stats import create
create("a")
kept_subscribers = bus.SUBSCRIBERS


def checks():
    n = len(audit.TRAIL)
    before = stats.stats.counts.get("created", 0)
    created = create("b")
    renamed = stats.rename("b", "c") if hasattr(stats, "rename") else None
    return {
        "created": created == ["trail", {"n": before + 2}],
        "renamed": renamed == ["trail", "hello c, was b"],
        "trail": audit.TRAIL[n:] == [("b", n), ("c", n + 1)],
        "kept trail": n >= 1 and before >= 1,
        "deleted": bus.publish("deleted", id="x") == ["trail"],
    }
