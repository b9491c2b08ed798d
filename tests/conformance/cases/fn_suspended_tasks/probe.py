"""An event loop with tasks, an asynchronous generator and callbacks that are under way; the new bodies are others behind each await."""
import asyncio

import app

loop, out = asyncio.new_event_loop(), []
asyncio.set_event_loop(loop)


async def start():
    event, lock, numbers = asyncio.Event(), asyncio.Lock(), app.numbers()
    tasks = [asyncio.ensure_future(c) for c in (app.wait(event), app.Job().run(event, lock), app.Job().run(event, lock))]
    tasks[0].add_done_callback(app.done)
    await numbers.__anext__()
    await asyncio.sleep(0)
    return event, lock, numbers, tasks

event, lock, numbers, tasks = loop.run_until_complete(start())
loop.call_later(0.01, app.callback, out)


async def finish():
    event.set()
    rest = [x async for x in numbers], await asyncio.gather(*tasks)
    new = [x async for x in app.numbers()], await app.wait(event), await app.Job().run(event, lock)
    while not out or not app.OUT:
        await asyncio.sleep(0.001)
    return rest, new


def checks():
    (generated, ended), (more, waited, ran) = loop.run_until_complete(finish())
    return {
        "an asynchronous generator": generated == [("old rest", 0, "two"), ("old rest", 1, "two")],
        "a task": ended[0] == ("old end", "two"),
        "methods, one in the lock and one before it": ended[1:] == [["old", "two", "old end"]] * 2 and not lock.locked(),
        "new ones": (more, waited, ran) == (["two", ("new rest", "two")], (["new end"], "two", True), ("new end", "two", False)),
        "what is to be called later": out == ["two"] and app.OUT == ["two"],
    }
