import asyncio

LOCK = asyncio.Lock()
JOBS = asyncio.Queue(maxsize=1)


async def work(x):
    async with LOCK:
        await JOBS.put(x)
        return "old", await JOBS.get()
