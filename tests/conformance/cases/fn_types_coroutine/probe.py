"""The decorator marks the code of the function itself: one that is as it was, and one that is not."""
import app
from app import step


def play():
    coroutine = step("x")
    said = [coroutine.send(None), coroutine.send("y")]
    try:
        coroutine.send(None)
    except StopIteration as e:
        said.append(e.value)
    return said


def checks():
    return {"played": play() == ["want x", 1, "new ynew"]}
