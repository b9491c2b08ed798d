import app, plug
app.Registry.get("plug")
def checks():
    return {"entries of plug-ins": app.Registry.get("plug") == 1 and plug.Registry.get("plug") == 1,
            "new": app.Registry.get("zz") == "-", "same": plug.Registry is app.Registry,
            "kept: hits": app.Registry.hits > 1}
