import app, kinds
f = app.f
c = app.C()
def checks():
    K = kinds.Kind
    return {"f": f() is K.B, "c": c.kind is K.B, "has": app.has(K.A) == (True, "a") and app.has(K.B) == (True, "d"), "order": kinds.ORDER == [K.A, K.B], "table": len(app.TABLE) == 2}
