import app

app.router.add_routes([("/mine", len)])


def checks():
    return {
        "once": [app.router.get(p) for p in ("/", "/users", "/index")] == [["index 2"], ["users 2"], ["index 2"]],
        "what came": app.router.get("/orders") == ["orders 2"],
        "of others": app.router.get("/mine") == [5] and len(app.router.entries) == 5,
    }
