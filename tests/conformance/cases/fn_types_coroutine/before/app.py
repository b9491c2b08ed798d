import types


@types.coroutine
def suspend(value):
    return (yield value)


@types.coroutine
def again(value):
    yield value
    return "old"


async def step(text):
    return label(await suspend("want " + text)) + await again(1)


def label(text):
    return "old " + text
