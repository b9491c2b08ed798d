from ui import Menu

menu = Menu()
opened = []


def open_file():
    opened.append("f")
    return "open 2"


def close():
    return "close"


def save():
    return "save"


menu.add("Open", open_file, shortcut="ctrl-o")
menu.add("Close", close)
menu.add("Save", save, shortcut="ctrl-s")
