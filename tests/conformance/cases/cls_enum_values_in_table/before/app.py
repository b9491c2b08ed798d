from enum import IntEnum


class Code(IntEnum):
    OK = 1
    FAIL = 2


class Reply:
    texts = {Code.OK: "fine", Code.FAIL: "failed"}

    def __init__(self, code):
        self.code = code

    def text(self):
        return self.texts[self.code]
