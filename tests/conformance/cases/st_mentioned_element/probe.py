import app, reg
def checks(): return {"app": app.Q == [2], "reg": reg.QUEUES == [[1], [2]]}
