import app

app.revoke("b")
app.unblock("x")
app.hit(app.Kind.PAID)
app.add_level(20)
app.USERS.save(7, "seven")
app.buy("B")
app.Shop().take("bolt", 60)


def checks():
    return {
        "new": app.FEE == 2 and app.Shop().take("nut", 0) == "left 50",
        "taken out": sorted(app.KEYS) == ["a", "c"] and app.BLOCKED == {"y"},
        "counted": app.HITS == {app.Kind.NEW: 0, app.Kind.PAID: 1},
        "put in": app.LEVELS == [10, 20, 30],
        "by an object": app.ROWS == {1: "admin", 7: "seven"} and app.USERS.rows is app.ROWS,
        "within": [s["stock"] for s in app.SLOTS] == [5, 4],
        "of a class": app.Shop.stock == {"bolt": 40, "nut": 50},
    }
