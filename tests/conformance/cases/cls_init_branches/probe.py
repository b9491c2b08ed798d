"""A new __init__ takes branches, tries, fills dicts and unpacks."""
import app
c = app.Client("h", 443); d = app.Client("g")


def checks():
    return {"c": c.url() == "https://h:443", "d": d.url() == "http://g:80", "n": c.n == 443, "headers": c.headers == {"Host": "h", "A": "1", "B": "1"}, "ab": (c.a, c.b) == ("h", 443)}
