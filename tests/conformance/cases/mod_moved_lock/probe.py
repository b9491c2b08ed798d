"""A lock that is held moves to another module, with a function."""
import home
import other
from home import LOCK, count

LOCK.acquire()
home._guard.acquire()
store = home.Store()


def checks():
    return {
        "function": count() == "new" and home.count is other.count is count,
        "one that only methods use": store.put() == other.Store().put() == ("new", True),
        "lock": home.LOCK is other.LOCK is LOCK and LOCK.locked(),
    }
