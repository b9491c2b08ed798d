import app
from app import check, count, work

service = app.Service()
run, inspect = service.run, service.check


def checks():
    return {
        "class": count(1) == app.count(1) == ("counted", 1) and app.count.calls > 0,
        "options": work(1) == app.work(1) == ("s", 1) and service.run() == run() == ("ms", 1),
        "nothing": check(1) == app.check(1) == 1 and service.check() == inspect() == 2,
    }
