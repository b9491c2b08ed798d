import asyncio
import sys

if sys.version_info >= (3, 10):
    asyncio.set_event_loop(asyncio.new_event_loop())
loop = asyncio.get_event_loop()
import app  # noqa: E402
from app import JOBS, work  # noqa: E402

lock = app.LOCK
loop.run_until_complete(work(0))


def checks():
    return {
        "works on": loop.run_until_complete(work(1)) == ("new", 1),
        "several at once": sorted(loop.run_until_complete(asyncio.gather(*(work(n) for n in range(5)))))
            == [("new", n) for n in range(5)],
        "the lock": app.LOCK is lock,
        "the queue": app.JOBS is JOBS and JOBS.maxsize == 5,
    }
