import app
def start(): app.compute(2)
start()
def checks(): return {"compute": app.compute(2) == 6}
