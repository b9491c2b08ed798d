import app
from app import q
def checks(): return {"p": app.p(0) == (2, 0), "q": q() == (2, 5) == app.q(), "T": app.T["x"]() == (2, 6)}
