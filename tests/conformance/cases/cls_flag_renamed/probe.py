import app
rw = app.P.RW
from app import P
def checks():
    return {"same": (P.R | P.W) is rw is P.BOTH, "name": rw.name == "BOTH", "gone": not hasattr(P, "RW"), "str": str(rw) == "P.BOTH", "repr": repr(P(3)) == "<P.BOTH: 3>"}
