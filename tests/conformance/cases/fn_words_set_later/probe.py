import app
from app import page, run, work


def checks():
    return {
        "docstring": work.__doc__ == "Works (two)." and work(1) == ("two", 1),
        "defaults": page() == ("two", 20),
        "of a decorated one": run.__doc__ == "Runs (two)." and run(1) == ("two", 1),
        "the same objects": (app.work, app.page, app.run) == (work, page, run),
    }
