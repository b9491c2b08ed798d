"""Lines that no longer override what the module of the settings says itself: that is there again, not nothing."""

import app
import settings

settings.ARGS.append("-v")
settings.PORTS["debug"] = 9


def checks():
    return {
        "ports": settings.PORTS == {"http": 80, "admin": 8080, "mode": 1, "extra": 4, "debug": 9},
        "tags": app.TAGS == {"x", "y", "w"},
        "args": settings.ARGS == ["-v", "-q", "-y", "-v"],
        "hooks": settings.HOOKS == ["first", "third"],
    }
