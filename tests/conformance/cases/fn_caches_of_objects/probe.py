"""One object for each name, by a cache around a function or a method; another function is edited."""
import app
from app import Clients, client

clients = Clients()
held = [client("a"), Clients.static("a"), Clients.of_class("a"), clients.method("a")]
app.answer()


def checks():
    return {
        "function": client("a") is held[0],
        "methods": [Clients.static("a"), Clients.of_class("a"), clients.method("a")] == held[1:],
        "what reads the edited one": app.answer() == "v2!",
    }
