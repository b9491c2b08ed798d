LEVEL = "info"
LEVEL = LEVEL.upper()


def log(text, level=LEVEL):
    return level, text


class Config:
    base = 1
    base += 10
    derived = base + 1
