import app
import lib

client = lib.Client()


def checks():
    return {
        "a function": lib.get(1) == ["get", 1, "new"],
        "a method": client.send(1) == ["send", 1, "new"],
        "a partial": lib.put(1) == ["put", "new", 1],
    }
