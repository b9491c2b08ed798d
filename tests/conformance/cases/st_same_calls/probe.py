import app
import conf

lock = app.LOCKS[0]
lock.acquire()


def checks():
    return {
        "each lock is one": app.LOCKS[0] is lock and app.LOCKS[1] is not lock and not app.LOCKS[1].locked(),
        "two new names": app.READ_LOCK is not app.WRITE_LOCK,
        "a turn was taken by the new line alone": app.FIRST["more"] == 1 and conf.TURNS["a"].taken in (1, 2),
        "nothing was put into a queue once more": conf.JOBS["a"].qsize() == 3,
        "a value of another module": app.GIVEN["a"].given == 10 and app.GIVEN["c"].given == 0,
        "the default of a field": app.LIMITS["a"].size == app.LIMITS["c"].size == 2,
        "what a function reads": app.SCALED["a"] == [6] and app.SCALED["b"][0].given == 2,
    }
