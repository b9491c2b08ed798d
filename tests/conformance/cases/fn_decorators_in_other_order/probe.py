import app
from app import pay
pay(1)
held = [pay]
def checks():
    n = pay.stats["calls"]
    r = held[0](-1)
    m = pay.stats["calls"]
    pay(2)
    return {"bad counted": r == "bad" and m == n + 1, "still": pay.stats["calls"] == m + 1, "same": app.pay is pay}
