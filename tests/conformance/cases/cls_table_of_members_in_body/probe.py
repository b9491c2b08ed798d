import app
s = app.Session()
def checks():
    return {"table": {k.name: f.__name__ for k, f in s.handlers.items()} == {"PING": "on_ping", "GET": "on_get", "PUT": "on_put"}, "get": len(app.Op) == 3 and s.feed(app.Op.GET) == "got"}
