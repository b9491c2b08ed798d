import app
app.CACHE["k"], app.LOCAL.x, app.injected = 1, 2, 3
app.JOBS.put(4)
app.LOCK.acquire()
app.REQUEST.set("r")
app.f()
lock, cache = app.LOCK, app.CACHE


def checks():
    return {
        'containers': app.CACHE is cache and cache == {'k': 1} and app.COUNT == [1],
        'held lock': app.LOCK is lock and app.LOCK.locked(),
        'thread-local, context': app.LOCAL.x == 2 and app.REQUEST.get() == 'r',
        'queue': app.JOBS.get() == 4,
        'from outside': app.injected == 3,
        'handler once': app.log.handlers == [app.handler],
        'new code': app.f() == 'two',
    }
