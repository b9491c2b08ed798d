"""A functools.wraps decorator is gone: the function is no wrapper any more."""
import app, inspect
load = app.load
def checks():
    return {
        "signature": str(inspect.signature(app.load)) == "(x, y=2)" == str(inspect.signature(load)),
        "unwrapped": inspect.unwrap(app.load) is app.load and app.load(1) == 3,
        "unwrapped runs": inspect.unwrap(load)(1) == 3,
        "no mark": not hasattr(app.load, "__wrapped__"),
        "source": inspect.getsource(app.load).startswith("def load(x, y=2)"),
    }
