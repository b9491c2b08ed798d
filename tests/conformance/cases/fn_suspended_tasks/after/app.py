import asyncio


def helper(): return "two"


async def numbers():
    rest = "new rest"
    yield "two"
    yield rest, helper()


async def wait(event):
    for _ in range(2):
        await asyncio.sleep(0)
    await event.wait()
    return ["new end"], helper(), event.is_set()


class Job:
    def step(self): return "two"

    async def run(self, event, lock):
        await event.wait()
        return "new end", self.step(), lock.locked()


def callback(out): out.append("two")


def done(task): OUT.append("two")


OUT = []
