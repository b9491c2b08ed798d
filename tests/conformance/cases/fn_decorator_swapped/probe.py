import app
import other

HELD = [app.show, app.delete, app.edit, other.mine]
KEYS = [app.ORDER["size"], app.FALLBACK]
ROW = {"age": 1, "size": 2, "id": 3}


def checks():
    return {
        "unchanged": app.show("bob") == "show bob" and HELD[0]("bob") == "show bob",
        "elsewhere": other.mine("bob") == "mine bob" and HELD[3]("bob") == "mine bob",
        "swapped": app.delete("bob") == "403" and app.delete("admin") == "delete admin",
        "held": HELD[1]("bob") == "403" and HELD[2]("bob") == "403" and HELD[2]("admin") == "edit admin",
        "on top": app.edit("bob") == "403" and app.edit("") == "403" and app.edit("admin") == "edit admin",
        "entry": app.ORDER["age"](ROW) == -1,
        "other entries": app.ORDER["size"](ROW) == 2 and KEYS[0](ROW) == 2 and KEYS[1](ROW) == 3,
    }
