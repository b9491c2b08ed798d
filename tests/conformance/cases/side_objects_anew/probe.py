"""What a line makes and registers at once is made of other values now: one registration each, where it stood."""
import app
import bus


def checks():
    return {
        "hooks": [hook(1) for hook in bus.hooks] == [12, ("scale 2", 12), ("scale 2", 22), 34, ("scale 2", 40)],
        "stages": sorted((rank, thing(1)) for rank, thing in bus.stages if callable(thing) and not hasattr(thing, "by")) == [(1, 67)]
            and [(rank, thing(1)) for rank, thing in bus.stages if hasattr(thing, "by")] == [(2, ("scale 2", 55))],
        "options": [(f(0), o) for f, o in bus.topics["created"]] ==
            [(0, {"retry": 1}), ("created 2", {"retry": 3, "rank": 1, "quiet": True})],
    }
