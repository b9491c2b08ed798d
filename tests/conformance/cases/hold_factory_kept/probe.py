import app, other, reg
p = other.P
def checks(): return {"go": app.go() == "replica", "other": other.P.k == "primary" and other.s.db.k == "primary" and other.P is p, "reg": {k: v.k for k, v in reg._instances.items()} == {"primary": "primary", "replica": "replica"}}
