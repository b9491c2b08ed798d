import app
from app import constant, keyword, plain

client = app.Client()
send = client.send


def checks():
    return {
        "value": plain(0) == app.plain(0) == (2, None, 0),
        "constant": constant(0) == app.constant(0) == (5, None, 0),
        "keyword": keyword(0) == app.keyword(0) == (1, "new", 0),
        "method": client.send() == send() == (5, None, 1),
    }
