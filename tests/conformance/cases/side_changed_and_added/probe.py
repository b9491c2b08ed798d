"""One line says something else, and another one is added, in several registries."""
import app
from app import menu
from ui import Menu
menu.run("Open")


def checks():
    return {
        "labels": menu.labels() == ["Open", "Close", "Save"],
        "open": menu.run("Open") == "open 2",
        "shortcut": menu.actions[0].shortcut == "ctrl-o",
        "save": menu.run("Save") == "save",
        "kept": app.opened[0] == "f" and app.menu is menu,
    }
