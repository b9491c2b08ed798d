import app
import bus

bus.emit("a", 0)


def checks():
    return {
        "one subscription, with its state": bus.emit("a", 0) == [("v2", "a", 2)],
        "the new one": len(app.SERVICES) == 2 and app.SERVICES[1].handle(0) == "local",
    }
