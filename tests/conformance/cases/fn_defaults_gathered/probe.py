import app
from app import LIMIT, changed, enqueue, memo, remember

remember(1)
one, _, lock = memo(1)
changed(1)
store = app.Store()
store.put("a")
enqueue(0)


def checks():
    return {
        "a list": remember(2) == [1, 2],
        "of a function that changed": memo(1)[1] is one,
        "keyword-only ones": memo(2)[2:] == (3, lock) and lock.acquire(False),
        "beside one that changed": changed(2) == (2, [1, 2]),
        "of a method": store.put("b") == {"a": 2, "b": 30},
        "a constant read where something grows": app.LIMIT == 3 == LIMIT and not enqueue(1) and not enqueue(2) and enqueue(3),
    }
