"""Objects that a class has as attributes, of changed lines, with which lines below have registered."""
import app

held, settings = app.Settings.workers, app.settings


@app.settings.workers.on_change
def own(n):
    return "own %d" % n


def checks():
    return {
        "workers": settings.workers.set("1") == ["resize 4", "own 4"],
        "burst": app.Settings.burst.set("2.5") == ["limited to 2"],
        "names": sorted(settings.workers.by_name) == ["own", "resize"],
        "held": held.set("3") == ["resize 4", "own 4"],
    }
