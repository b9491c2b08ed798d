"""Closures that unchanged lines make of constants which have changed, also in tables that somebody has taken them from."""
import app
from app import check, is_admin, RULES, run, count
held = {"c": check, "age": RULES["age"], "r": app.Form.rule}
count(); n = count()


def checks():
    return {"check": not check(2) and not app.check(2) and check(3), "role": is_admin({"roles": ["root"]}) and not is_admin({"roles": ["admin"]}),
       "table": not app.RULES["age"](2) and not RULES["age"](2) and RULES["x"]({"roles": ["root"]}), "held": not held["c"](2), "held of the table": not held["age"](2),
       "list": run("x") == ["xa", "xb"], "state": count() >= 3, "class": not app.Form.rule(2), "held of the class": not held["r"](2)}
