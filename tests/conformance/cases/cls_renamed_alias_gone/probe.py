import app, plug

app.Registry.get("plug")
held = app.Registry


def checks():
    return {"entries of plug-ins": app.Registry.get("plug") == 1 and plug.Registry.get("plug") == 1,
            "new": app.Registry.get("zz") == "none", "same": plug.Registry is app.Registry is held,
            "name": (held.__name__, held.__qualname__) == ("Registry", "Registry"),
            "other name": not hasattr(app, "ServiceRegistry"),
            "kept: hits": app.Registry.hits > 1}
