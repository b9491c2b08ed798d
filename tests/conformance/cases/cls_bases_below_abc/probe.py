"""A base comes in, or goes, between ABC, Generic or a class with __slots__ and what derives from it: instances go on."""
import app

store, mail, users, point, room = app.MemoryStore(), app.Mail(), app.Users(), app.Labelled(1, 2), app.Room()
store.data["k"] = 1
point.label = "p"
room.seats = 4
try:
    raise app.Lost("gone")
except app.Failure as e:
    lost = e


def checks():
    return {
        "below ABC": store.close() == "closed" and store.get("k") == 1 and isinstance(store, app.Store)
                     and type(store) is app.MemoryStore,
        "an implementation moved into it": mail.run() == "mail logged" and isinstance(mail, app.Logged),
        "below Generic": users.find() == "users findUsers" and isinstance(users, app.Base),
        "with __slots__": point.show() == "1/2" and point.label == "p" and not hasattr(point, "__dict__"),
        "gone": room.get(1) == "room" and not hasattr(room, "label") and vars(room) == {"seats": 4},
        "exceptions": lost.code == 404 and lost.args == ("gone",),
    }
