"""Objects of a class enter themselves in a dict of it; one more comes."""
import app
from app import Connection, Open, Closed, Light, RED, GREEN

a, b = Connection(), Connection()
b.open()
b.send("x")
light, other = Light(), Light()
light.step()


def _fails():
    try:
        a.send(1)
    except ConnectionError:
        return True


def checks():
    closed = _fails()
    a.open()
    r = [b.send("y"), b.send("z"), b.send("q"), b.send("w")]
    s = [repr(light.step()), repr(light.step()), repr(other.step())]
    return {
        "closed": closed and a.is_open and a.sent == ["Open"],
        "open": b.sent[:3] == ["x", "y", "z"] and r[:2] == [2, 3] and b.sent[3:] == ["Congested", "q"] and r[3] is None,
        "classes": type(a) is Open is app.Open and type(b) is app.Congested and isinstance(b, Open),
        "light": s == ["<yellow 3s>", "<red 0s>", "<green 0s>"],
        "objects": app.RED is RED and app.GREEN is GREEN and light.state is RED and Light.states["red"] is RED and len(Light.states) == 3,
        "log": light.log == ("yellow", "red"),
    }
