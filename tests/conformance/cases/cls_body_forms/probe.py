"""Lines of a class body in many forms, of which some change."""
import app
from app import Stats, Redis

Stats.hit("a")
Stats.hit("b", False)
Stats.hit("b", False)
by_host = Stats.by_host
Stats.buffers[0].extend(b"x")
r = Redis()
get = r.get


def checks():
    kept = (Stats.ok, Stats.failed, Stats.started)
    return {
        "counters": kept == (1, 2, 3),
        "by_host": Stats.by_host is by_host and by_host["b"][:2] == [False, False],
        "buffers": Stats.buffers[0] == b"\0x",
        "level": Stats.level == "debug",
        "constants": Stats.size == 20 and Stats.rate == 1.5 and sorted(Stats.names) == ["a", "b", "c"],
        "hit": Stats.hit("a") == (2, 2),
        "generated": r.get("k") == "GET k" and get("k") == "GET k" and r.delete("k") == "DELETE k",
        "set after": r.ping() == "PING" and r.info() == "INFO",
    }
