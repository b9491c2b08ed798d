"""A pool sets a count beside a finalizer of itself."""
import app
from app import get_pool, Pool, PoolError, Connection
pool = get_pool()
c1 = pool.acquire()
mine = Pool("x", 1)
m1 = mine.acquire()
CATCH = (PoolError, KeyError)
stack = pool.connection()
c2 = stack.__enter__()
lock = pool._lock
acquire = mine.acquire


def checks():
    r = {}
    r["same pool"] = app.get_pool() is pool and pool._lock is lock and app._pool is pool
    m2 = acquire()
    r["overflow"] = isinstance(m2, Connection)
    try: acquire(); r["err"] = False
    except CATCH as e: r["err"] = str(e) == "all 1+1 in use" and e.retryable and isinstance(e, app.DatabaseError)
    try:
        mine.release(m2)
        with mine.connection() as c: raise KeyError
    except KeyError: pass
    r["released"] = mine._idle == [m2]
    r["exec"] = m1.execute("a %s", 1) == f"{m1.id}:a 1" and m1.statements == 1
    m1.close()
    r["fin"] = app._closed_ids == [("conn", m1.id)]
    stack.__exit__(None, None, None)
    r["execute"] = app.execute("q") == f"{c2.id}:q"
    r["count"] = Connection.open_count == 4 and Connection is app.Connection
    r["ids"] = next(Connection._ids) == 5
    r["mro"] = issubclass(PoolError, app.DatabaseError) and app.Closed.__bases__ == (PoolError,)
    return r
