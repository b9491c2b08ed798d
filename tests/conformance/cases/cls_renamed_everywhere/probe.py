def attempt(f):
    try: return f()
    except Exception as e: return "%s: %s" % (type(e).__name__, e)

import app, use
from app import Manager
old, special, own = use.make("a"), use.make("s"), use.Own("o")
run = old.run
def checks():
    return {
        "old": attempt(old.run) == "supervisor a" == attempt(run),
        "derived": attempt(special.run) == "special supervisor s",
        "derived elsewhere": attempt(own.run) == "own supervisor o",
        "one class": attempt(lambda: app.Supervisor) is app.Manager is use.Manager is Manager is use.MAKERS["m"],
        "isinstance": isinstance(old, app.Manager) and isinstance(use.make("n"), Manager) and isinstance(own, app.Manager),
        "repr": repr(old) == "<Supervisor a>" and repr(own) == "<Own o>",
        "name": Manager.__name__ == "Supervisor",
        "kept: all": old in app.Manager.all and own in app.Manager.all,
    }
