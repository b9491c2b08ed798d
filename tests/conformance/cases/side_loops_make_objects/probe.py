"""Loops that make objects for registries say something else in one turn, or have one more: what is there goes on, once."""
import app

app.log.error("one")
app.QUEUES["a"].put(1)
app.QUEUES["b"].put(2)
app.POOLS[1].put(3)
handlers, a, y = list(app.log.handlers), app.QUEUES["a"], app.POOLS[1]
app.POOLS.append(app.Queue("mine", 0))


def checks():
    app.log.warning("two")
    return {
        "handlers": app.log.handlers == handlers and [(h.name, h.level) for h in handlers] == [("out", 10), ("err", 30)],
        "their state": [h.rows for h in handlers] == [["one", "two"]] * 2,
        "below keys": app.QUEUES["a"] is a and (a.limit, a.items) == (3, [1]) and app.QUEUES["b"].items == [2] and app.QUEUES["c"].limit == 7,
        "in a list": sorted((q.name, q.limit) for q in app.POOLS) == [("mine", 0), ("x", 1), ("y", 4), ("z", 9)] and y in app.POOLS
                     and y.items == [3],
    }
