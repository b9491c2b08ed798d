import app
import registry
from app import add, fail

for n in range(5):
    add(n, 1)
fail()


def checks():
    return {"retries": (add.__dict__.get("retries"), fail.__dict__.get("retries")) == (3, 1),
            "runs of add": add.runs >= 5 and registry.TASKS["add"].runs >= 5,
            "runs of fail": registry.TASKS["fail"].runs >= 1 and fail.runs >= 1,
            "same": registry.TASKS["add"] is add is app.add and registry.TASKS["fail"] is fail is app.fail}
