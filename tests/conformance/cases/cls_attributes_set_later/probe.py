"""What lines below a class or function set on it: state, wrappers, methods; also where the class has another layout."""
import app

node, tight = app.Node(), app.Tight()
size, name = node.size, node.name
app.Node.registry["later"] = app.Node
app.Tight.last = tight
app.job.opts["later"] = 3


def checks():
    fresh = app.Tight()
    return {
        "wrapped, of a class that runs again": node.size() == size() == ("t", 2),
        "wrapped now": node.name() == name() == ("t", "node"),
        "state": set(app.Node.registry) >= {"node", "later"} and set(app.Node.registry.values()) == {app.Node},
        "of a function": app.job.opts == {"a": 2, "later": 3} and app.job() == "j2",
        "other layout": (app.Tight.limit, fresh.show(), tight.show()) == (10, ("s2", 1), ("s2", 1)),
        "other layout, run time": app.Tight.last is tight and app.Point.limit == 10,
    }
