"""Tables in a class body that are keyed by members of an Enum, which gets one more: what is below the others stays."""
import app

scheduler, high = app.Scheduler(), app.Priority.HIGH
scheduler.push(app.Priority.LOW, "l")
scheduler.push(high, "h")
queues = app.Scheduler.QUEUES


def checks():
    scheduler.push(app.Priority.MID, "m")
    names = [p.name for p in app.Priority]
    return {
        "lists": [queues[p] for p in app.Priority] == [["l"], ["m"], ["h"]] and queues is app.Scheduler.QUEUES and queues[high] == ["h"],
        "numbers": [app.Scheduler.COUNTS[p] for p in app.Priority] == [1, 1, 1],
        "by name": [app.Scheduler.NAMES[p] for p in app.Priority] == ["low", "mid", "top"] and names == ["LOW", "MID", "HIGH"],
    }
