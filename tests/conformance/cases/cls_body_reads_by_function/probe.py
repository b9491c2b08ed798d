"""Class bodies that read a constant by a function; a named tuple and a call that defaults have a say in."""
import app

client = app.Client()
app.Client.state["x"] = 1


def checks():
    return {
        "an attribute": client.most == 4 and app.Client.doubled == [8, 8],
        "of the function's name": app.Namesake.limit == 4 and app.Namesake.table == {"k": 4},
        "state": app.Client.state == {"x": 1},
        "a record": app.DEFAULT.retries == 5 and app.Options("h").retries == 5,
        "by keyword": app.MOST == 4,
    }
