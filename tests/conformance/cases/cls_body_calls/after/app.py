BASE = "/v22"
def build(x): return ["new", x, x]
def tagged(f):
    f.tag = "new"
    return f
def route(path, role="guest"):
    def wrap(f):
        f.role = role
        f.path = path
        return f
    return wrap
class Service:
    data = build(1)
    size = len(data)
    label = f"{data[0]}-{size}"
    @tagged
    def run(self): return 1
    held = tagged(lambda self: 1)
    @route("/a")
    def a(self): return 1
    @route("/b", role="admin")
    def b(self): return 1
class Api:
    prefix = BASE + "/api"
    urls = {"a": BASE, "b": f"{BASE}/b"}
    both = [BASE] * 2
    upper = BASE.upper()
    def where(self, path=BASE): return path
