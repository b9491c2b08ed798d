import asyncio

LOCK = asyncio.Lock()
JOBS = asyncio.Queue(maxsize=5)
GATE = asyncio.Semaphore(2)


async def work(x):
    async with LOCK, GATE:
        await JOBS.put(x)
        return "new", await JOBS.get()
