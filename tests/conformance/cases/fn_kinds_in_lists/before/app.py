def parse(text):
    return text.split(",")


def stream(rows):
    return list(rows)


def trim(text):
    return text.strip()


ORDER = [parse, stream, trim]
PAIRS = [("parse", parse), ("stream", stream), ("trim", trim)]
NESTED = {"all": [parse, trim]}
