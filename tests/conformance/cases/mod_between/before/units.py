FACTORS = {"k": 1000}
PREFIX = "/v1"


def parse(text):
    return int(text[:-1]) * FACTORS[text[-1]]
