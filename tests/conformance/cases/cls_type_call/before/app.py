import functools
def decorated(f):
    @functools.wraps(f)
    def wrapper(*args): return "wrapped", f(*args)
    return wrapper
def run(self): return "old"
@decorated
def work(self): return "old"
def make(name, function, **attributes): return type(name, (), dict(attributes, run=function))
class Base:
    def go(self): return "" + self.run()
Plain = type("Plain", (), {"run": run, "size": 1})
Written = type("Written", (), {"run": lambda self: "old", "size": 1})
Worker = type("Worker", (), {"work": work, "n": 1})
Task = make("Task", run, retries=1)
TASKS = {"task": Task}
Derived = type("Derived", (Base,), {"run": run})
Beside = type("Beside", (Base,), {"run": run})
KINDS = {name: type(name, (), {"run": run, "kind": name + "1"}) for name in ("A", "B")}
