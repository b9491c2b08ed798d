import app, breaker
def go():
    for _ in range(2):
        try: app.fetch(-1)
        except ValueError: pass
go()
b = breaker.Breaker.instances["users"]
def checks():
    return {"failures": app.fetch.breaker.failures == 2, "threshold": app.fetch.breaker.threshold == 4, "same": app.fetch.breaker is b is breaker.Breaker.instances["users"]}
