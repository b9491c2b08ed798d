"""A lock that is held moves to another module, with a function."""
import home
import other
from home import LOCK, count

LOCK.acquire()


def checks():
    return {
        "function": count() == "new" and home.count is other.count is count,
        "lock": home.LOCK is other.LOCK is LOCK and LOCK.locked(),
    }
