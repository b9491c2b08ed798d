"""Functions and methods that someone has replaced stay replaced, and what they replace is new."""
import app
from app import Client, Mocked, fetch
from unittest import mock

client, mocked, original = Client(), Mocked(), Client.get
Client.get = lambda self, key: ("patched", original(self, key))
Client.extra = 5
app.fetch = lambda x: ("patched", fetch(x))
patch = mock.patch.object(Mocked, "get", return_value="mocked")
patch.start()


def checks():
    during = mocked.get(1)
    patch.stop()
    after = mocked.get(1)
    patch.start()
    return {
        "function": app.fetch(1) == ("patched", ("new", 1)) and fetch(1, y=2) == ("new", 1),
        "method": client.get(1) == ("patched", ("new", 1)),
        "attribute that came from outside": client.extra == 5,
        "others of the class": client.retries == 2 and client.put(1) == ("new", 1),
        "mocked": (during, after) == ("mocked", ("new", 1)) and mocked.put(2) == ("new", 2),
    }
