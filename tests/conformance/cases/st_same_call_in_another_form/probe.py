"""Lines that make the same in another form, and two that make something else."""
import app
import pools

app.READY.set()
app.LOCK.acquire()
app.main.taken.append(1)
app.named.taken.append(2)
app.connect()
lock, main, named, other, wider, client = app.LOCK, app.main, app.named, app.other, app.wider, app._client


def checks():
    return {
        "by another import": app.READY.is_set() and app.LOCK is lock and lock.locked(),
        "by a constant": app.main is main and main.taken == [1],
        "by keywords": app.named is named and named.taken == [2],
        "None is None": app._client is client and app._backup is None,
        "another name": (app.other.name, app.other.size) == ("p2", 3),
        "another size": (app.wider.size, app.wider.taken) == (6, []),
        "and the names": app.SIZE == 4 and app.pools is pools and not hasattr(app, "Event"),
    } if hasattr(app, "SIZE") else {"new source": False}
