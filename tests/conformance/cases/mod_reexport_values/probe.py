def attempt(f):
    try: return f()
    except Exception as e: return "%s: %s" % (type(e).__name__, e)

from pkg import gate
g = gate.Gate()
def checks():
    return {
        "double": gate.DOUBLE == 200,
        "max": gate.MAX == 100,
        "burst": g.burst == 6 and g.allowed(600) and not g.allowed(601),
        "table": g.table == {"a": 2, "b": 3, "gate": 200},
    }
