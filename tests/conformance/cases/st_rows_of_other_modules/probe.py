import app
import channels
from channels import CHANNELS

app.notify("one")
mail, send = CHANNELS[0], CHANNELS[1].send
left, right = channels.PAIR
right.send("r")


def checks():
    count = app.notify(" two ")
    send(" three ")
    return {
        "new": count == -3 and [c.name for c in CHANNELS] == ["mail", "pager", "chat"] and CHANNELS[2].level == 3,
        "the same objects": CHANNELS[0] is mail is app.FIRST is app.BY_NAME["mail"] and send.__self__ is CHANNELS[1],
        "with what they have": mail.sent[-2:] in (["one", "two"], ["two", "two"]) and CHANNELS[1].sent[-1] == "three",
        "derived": sorted(app.BY_NAME) == ["chat", "mail", "pager"] and app.BY_NAME["chat"] is CHANNELS[2],
        "of a tuple": channels.PAIR[0] is left and channels.PAIR[2] is right and right.sent == ["r"] and len(channels.PAIR) == 3,
    }
