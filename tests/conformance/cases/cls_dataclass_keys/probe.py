import app
app.put("a", 1, "x")
k = app.Key("b", 2)
seen = {k, app.Key("c", 3)}

byk = {(k, 1): "t"}
def checks(): return {"get": app.get("a", 1)=="x", "field": getattr(k,"secure",1) is False, "eq": k == app.Key("b",2), "hash": hash(k)==hash(app.Key("b",2)),
   "seen": app.Key("c",3) in seen and k in seen and len(seen)==2, "tuple": byk.get((app.Key("b",2),1))=="t", "repr": "secure" in repr(k)}
