import pkg
from pkg import Session, get, is_busy, put, served

put("a", 1)
put("b", 2)
ann = Session("ann")
pkg._guard.acquire()


def checks():
    return {
        "data goes along": get("a") == pkg.get("b") - 1 == 1,
        "a counter": served() == pkg.served() == 2,
        "a lock that is held": is_busy() and pkg.is_busy(),
        "an instance": ann.label() == "new ann" and isinstance(ann, pkg.Session),
        "what the class had": pkg.Session is Session and Session.opened == [ann],
    }
