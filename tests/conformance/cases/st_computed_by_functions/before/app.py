WORDS = ["bb", "a", "ccc"]


def rank(word):
    return len(word)


class Rank:
    @staticmethod
    def of(word):
        return len(word)


def make(key):
    return key * 2


ORDER = sorted(WORDS, key=rank)
FIRST = min(WORDS, key=rank)
BY_METHOD = sorted(["bb", "a"], key=Rank.of)


class Table:
    ROWS = {key: make(key) for key in ("a", "b")}
