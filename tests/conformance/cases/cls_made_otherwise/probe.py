import app
from app import Color, Deco, Made, Model, Order, Sub, WithMeta, dd, marked, three
calls = dd.__closure__
instances = WithMeta(), Sub(), Deco()
made = app.ByFunction()


def checks():
    return {
        "members, by a changed __init__": Color.RED.letter == "R" and app.Color is Color and Color((2, "b")) is Color.BLUE,
        "a changed metaclass": WithMeta.tag == "new",
        "a changed __init_subclass__ of the base": Sub.table == "n_Sub",
        "a changed class decorator": Deco.tag == "new",
        "a changed __set_name__": Model.a.name == "x_a",
        "a changed function decorator": marked.mark == "new",
        "a changed wrapper": dd() == ("new", 1) and dd.calls == 0 and app.dd is dd,
        "what a factory made": three() == 4 and Made().f() == "new",
        "a lambda that was used up": Order.names == ["aa", "b"],
        "the classes are the same": [type(i) for i in instances] == [app.WithMeta, app.Sub, app.Deco],
        "a function as metaclass": app.ByFunction.table == "t2" and made.f() == "t2",
    }
