import asyncio


def helper(): return "one"


async def numbers():
    yield "one"
    for n in range(2):
        yield "old rest", n, helper()


async def wait(event):
    await event.wait()
    return "old end", helper()


class Job:
    def step(self): return "one"

    async def run(self, event, lock):
        seen = []
        async with lock:
            seen.append("old")
            await event.wait()
            seen.append(self.step())
            await asyncio.sleep(0)
        return seen + ["old end"]


def callback(out): out.append("one")


def done(task): OUT.append("one")


OUT = []
