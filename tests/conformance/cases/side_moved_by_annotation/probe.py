import app


def checks():
    return {"annotation": app.clean.__annotations__ == {"event": app.Deleted}, "moved": {k.__name__: [f.__name__ for f in v] for k, v in app.HANDLERS.items() if v} == {"Deleted": ["clean"]}}
