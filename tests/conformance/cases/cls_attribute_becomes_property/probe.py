import app
from app import Node, Leaf
top = Node("A")
leaf = Leaf("b", top, 5)
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__
def checks():
    return {
        "path": leaf.path == "root:/a/b",
        "renamed": (setattr(top, "name", "Z"), leaf.path, setattr(top, "name", "A"))[1] == "root:/z/b",
        "new": attempt(lambda: Leaf("x", top, -3).size) == 0,
        "old size": attempt(lambda: leaf.size) == 5,
    }
