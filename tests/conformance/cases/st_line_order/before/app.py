LEVEL = "info"


def log(text, level=LEVEL):
    return level, text


LEVEL = LEVEL.upper()


class Config:
    base = 1
    derived = base + 1
    base += 10
