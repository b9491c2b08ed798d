import app
from app import HANDLERS, run

HANDLERS["mine"] = lambda image: "mine"
held = HANDLERS["resize"]


def checks():
    return {
        "new plug-in": "blur" in HANDLERS and run("blur", "x") == "new x blurred",
        "changed": run("resize", "x") == "new x resized" and held("x") == "x resized",
        "as it was": run("crop", "x") == "new x crop",
        "put in": HANDLERS["mine"]("x") == "mine" and app.HANDLERS is HANDLERS,
    }
