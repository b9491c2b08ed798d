import functools


@functools.lru_cache()
def parse(text):
    return text.split(",")


def stream(rows):
    return list(rows)


class trim:
    def __new__(cls, text):
        return text.strip() + "!"


ORDER = [parse, stream, trim]
PAIRS = [("parse", parse), ("stream", stream), ("trim", trim)]
NESTED = {"all": [parse, trim]}
