"""What a decorator begins with, whatever it is given, is state of its wrapper: it goes on when that is made again."""
import app

job, task = app.job, app.task
job(1), job(1), task(1)


def checks():
    return {"with a default": job(1) == (3, 3, 3, "busy"), "with an argument": task(1) == (2, 9)}
