import app
import bus


def checks():
    checked = {
        "new topic": bus.emit("user.updated", 1) == [("v2", 1)],
        "old topic": bus.emit("user.created", 1) == [],
        "once": len(bus.subs) == 1,
    }
    app.stop()
    checked["the key is the new one"] = bus.subs == {}
    return checked
