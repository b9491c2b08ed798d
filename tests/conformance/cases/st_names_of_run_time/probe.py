"""A function, or somebody from outside, has bound another name of the module to what a line makes: it is that line's all the same."""
import app
from app import DEFAULTS, HOSTS, POLICY

app.use()
app.hosts = app.HOSTS
held = {"defaults": DEFAULTS, "policy": POLICY}


def checks():
    return {
        "by a function": app.active() == (2, 4),
        "one object": app._active is app.DEFAULTS is DEFAULTS is held["defaults"] and app._policy is app.POLICY is held["policy"],
        "from outside": app.hosts is app.HOSTS is HOSTS and HOSTS == ["a", "b"],
        "by a line": app.SAME is app.OTHER and app.OTHER == {"port": 5},
    }
