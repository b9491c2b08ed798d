import app
def start():
    global a
    a = app.ACCOUNTS["a"]; a.balance += 5
start()
def checks():
    return {"kept": app.ACCOUNTS["a"] is a and app.ACCOUNTS["a"].balance == 5, "new": "c" in app.ACCOUNTS}
