from ui import Menu

menu = Menu()
opened = []


def open_file():
    opened.append("f")
    return "open"


def close():
    return "close"


menu.add("Open", open_file, shortcut="o")
menu.add("Close", close)
