import app
import server

app.raw


def checks():
    return {
        "items": server.ROUTES["/items"]() == "items of db2/2 for USER guest",
        "given": server.list_items(db="x", user="y") == "items of x for y",
        "me": server.ROUTES["/me"]() == "USER me!",
        "wanted": server.list_items.wanted == ["db", "user"],
        "raw": app.raw()[0].get() == "db2/2" and app.raw()[1] == 1,
    }
