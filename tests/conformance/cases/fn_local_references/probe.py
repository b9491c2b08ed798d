import threading
import time

import app

seen = set()


def work():
    price, sell = app.price, app.Shop().sell

    def inner():
        return price()

    while True:
        seen.update((price(), sell(), inner()))
        time.sleep(0.002)


def suspended():
    price, shop = app.price, app.Shop()
    while True:
        yield price(), shop.sell()


async def awaits():
    price, shop = app.price, app.Shop()
    while True:
        await step(price(), shop.sell())


class step:
    def __init__(self, *values):
        self.values = values

    def __await__(self):
        yield self.values


threading.Thread(target=work, daemon=True).start()
generator, coroutine = suspended(), awaits()
next(generator)
coroutine.send(None)


def checks():
    time.sleep(0.05)
    seen.clear()
    time.sleep(0.1)
    return {
        "thread": seen == {"two"} or sorted(seen),
        "generator": next(generator) == ("two", "two"),
        "coroutine": coroutine.send(None) == ("two", "two"),
    }
