"""Collections of a module, which another one alone writes to, keep what is in them; so does what the source has as None."""
import app
from app import Client, context, order, per_user, recent, stats

stats["requests"] += 5
per_user["ann"].append("login")
recent.append("hit")
order["new"] = 1
context.db = "connection"
context.features = {"a": 1}
Client.api_key = "secret"


def checks():
    return {
        "new": app.version() == 2,
        "counter": app.stats is stats and stats == {"requests": 5, "errors": 0},
        "defaultdict": app.per_user is per_user and per_user == {"system": ["boot"], "ann": ["login"]},
        "deque": list(recent) == ["-- start --", "hit"] and recent.maxlen == 100,
        "ordered": list(order.items()) == [("motd", "hello"), ("new", 1)],
        "namespace": context.db == "connection" and context.features == {"a": 1} and app.context is context,
        "class": Client.api_key == "secret" and Client.base == "http://localhost",
    }
