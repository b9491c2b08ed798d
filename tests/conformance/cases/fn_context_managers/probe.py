"""Held functions of @contextmanager and @asynccontextmanager; what was entered before leaves as it was entered."""
import asyncio

import app
from app import amanaged, managed

store, entered, used = app.Store(), [], []
locked = store.locked
open_, aopen, of_method = managed(entered), amanaged(entered), locked(entered)
open_.__enter__()
of_method.__enter__()
loop = asyncio.new_event_loop()
loop.run_until_complete(aopen.__aenter__())
decorated = managed(used)(lambda: "called")


def inside(manager, log):
    with manager(log) as value:
        return value


async def ainside(log):
    async with amanaged(log) as value:
        return value


def checks():
    log = []
    open_.__exit__(None, None, None)
    loop.run_until_complete(aopen.__aexit__(None, None, None))
    of_method.__exit__(None, None, None)
    return {
        "held": inside(managed, log) == "two" and log == ["two in", "two out"],
        "asynchronous": loop.run_until_complete(ainside(log)) == "two" and log[2:] == ["two in", "two out"],
        "a method": inside(locked, log) == "two" and log[4:] == ["two out"],
        "entered before": entered == ["one in", "one in", "one out", "one out", "one out"],
        "as a decorator": decorated() == "called" and used == ["two in", "two out"],
        "names": managed is app.managed and amanaged is app.amanaged,
    }
