import app
from app import HANDLERS, Settings

app.CONFIG["db"]["pool"] = 30
HANDLERS["mine"] = lambda: "mine"
app.MUTED.discard("trace")
app.MUTED.add("mine")
app.TAGS.append("host")
app.LIMIT = 99
app.KIND = app.Kind.SLOW
app.clock = lambda: 0
app.View.renderer = staticmethod(repr)
Settings.configure(debug=True)
Settings.queues[app.Kind.FAST].append("host")


def play():
    app.BOARD[1][0] = 7
    app.Serializer.register(complex, str)


play()
