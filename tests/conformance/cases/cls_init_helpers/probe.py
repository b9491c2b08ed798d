"""What __init__ sets through methods that it calls, with arguments, overridden below, and __new__ under a condition."""
import app

client, base, sub, further, single = app.Client("u"), app.Base(), app.Sub(), app.Further(), app.Single()
single.hits = 4


def checks():
    return {
        "arguments": (client.name, client.level, client.retries) == ("c", 5, 3),
        "base": base.mode == "base",
        "overridden": sub.mode == "sub",
        "by super()": further.mode == "sub" and further.tags == [],
        "only one": app.Single() is single and (single.hits, single.misses) == (4, 0),
    }
