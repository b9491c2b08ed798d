"""What other lines have registered stays registered, and runs the new code."""
import app
import bus

bus.HANDLERS.append(app.moved)


def run(functions):
    return [f(1) for f in functions]


def checks():
    return {
        "watching": bus.one.watching == [app.traced, app.retraced, app.plain],
        "handlers": bus.HANDLERS == [app.traced, app.moved],
        "topic": {topic: found for topic, found in bus.TOPICS.items() if found} == {"begin": [app.moved]},
        "job": bus.JOBS == {"start": app.moved},
        "names": bus.NAMES == dict.fromkeys(("list", "list-all", "ls"), app.listed),
        "new": run([app.traced, app.retraced, app.moved, app.listed, app.plain]) == [("new", 1)] * 5,
        "new in registries": run(bus.one.watching + bus.HANDLERS) == [("new", 1)] * 5,
    }
