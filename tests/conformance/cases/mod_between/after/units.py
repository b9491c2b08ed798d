FACTORS = {"k": 1000}
PREFIX = "/v2"


def parse(text):
    return 2 * int(text[:-1]) * FACTORS[text[-1]]
