import app
a, b = app.S.A, app.S.B
held = [a, b]
def checks():
    return {"value": (a.value, b.value) == ("A", "B"), "id": held == [app.S.A, app.S.B] and app.S("B") is b, "order": [s.name for s in app.S] == ["A", "NEW", "B"],
     "ORDER": app.ORDER[app.S.B] == 3 and app.ORDER[b] == 3 and len(app.ORDER) == 2, "names": app.NAMES == ["A", "NEW", "B"]}
