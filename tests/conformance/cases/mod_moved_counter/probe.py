"""A class that counts its instances moves to a module that is new."""
import app

clients = [app.Client() for _ in range(3)]


def checks():
    return {
        "counted on": app.Client.made == 3 and [type(c) is app.Client for c in clients] == [True] * 3,
        "new": clients[0].ask() == "new" and clients[0].limit == 2,
        "moved": app.Client.__module__ == "client",
    }
