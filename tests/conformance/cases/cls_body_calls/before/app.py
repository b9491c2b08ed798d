BASE = "/v1"
def build(x): return ["old", x]
def tagged(f):
    f.tag = "old"
    return f
def route(path, role="user"):
    def wrap(f):
        f.role = role
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
