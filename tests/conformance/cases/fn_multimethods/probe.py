import app
from app import show


def checks():
    return {
        "as it was": show(3) == "int 3",
        "body": show("a") == "text a",
        "came": show(b"ab") == "bytes 2",
        "once": len(show.cases) == 3 and app.show is show,
    }
