import functools
def decorated(f):
    @functools.wraps(f)
    def wrapper(*args): return "wrapped", f(*args)
    return wrapper
def run(self): return "new"
@decorated
def work(self): return "new"
def make(name, function, **attributes): return type(name, (), dict(attributes, run=function))
class Base:
    def go(self): return "go " + self.run()
Plain = type("Plain", (), {"run": run, "size": 2})
Written = type("Written", (), {"run": lambda self: "new", "size": 2})
Worker = type("Worker", (), {"work": work, "n": 2})
Task = make("Task", run, retries=3)
TASKS = {"task": Task}
Derived = type("Derived", (Base,), {"run": run, "n": 1})
Beside = type("Beside", (Base,), {"run": run})
KINDS = {name: type(name, (), {"run": run, "kind": name + "2"}) for name in ("A", "B")}
