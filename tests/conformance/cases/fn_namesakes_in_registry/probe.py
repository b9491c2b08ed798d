import main
from bot import say


def safe(line):
    try:
        return say(line)
    except Exception as e:
        return repr(e)


def checks():
    return {
        "start": safe("start ann de") == "hello ann (de)",
        "stop": safe("stop ann") == "goodbye ann" and main.QUIT("x") == "goodbye x",
        "sum": safe("sum 1 2.5") == 3.5,
        "help": safe("help a b") == "help on a, b",
        "old is gone, or what it was": safe("old") in ("?", "old"),
    }
