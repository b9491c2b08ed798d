import app
import user
from app import call, first, later, of_dev, of_size, only
from user import wait


def result(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


def checks():
    return {
        "default": call() == 7,
        "keyword": only() == 14,
        "of a nested class": result(later()) == 7,
        "item of a list": first() == "b",
        "by inheritance": of_dev() == app.BY_BASE == app.Client.n == 7,
        "value of a member": of_size() == 7,
        "by another name": app.BY_ALIAS == 7,
        "in a comprehension": app.STEPS == [0, 7],
        "in a class in a class": app.Client.Retry.n == 7,
        "in another module": user.TIMEOUT == wait() == 7,
    }
