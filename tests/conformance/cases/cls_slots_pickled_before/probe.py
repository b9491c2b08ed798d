"""copyreg keeps __slotnames__ on a class once an instance was pickled or copied: a class of another layout must not have it."""
import copy, pickle
import app
copy.copy(app.Node(1))
def checks():
    try:
        x = pickle.loads(pickle.dumps(app.Node(2)))
        y = copy.copy(app.Node(3))
        return {"pickle": (x.n, x.tag) == (2, "t"), "copy": (y.n, y.tag) == (3, "t")}
    except Exception as e:
        return {"pickle": repr(e)}
