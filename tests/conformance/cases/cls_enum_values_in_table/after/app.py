from enum import IntEnum


class Code(IntEnum):
    OK = 1
    PARTIAL = 2
    FAIL = 3


class Reply:
    texts = {Code.OK: "fine", Code.PARTIAL: "partly", Code.FAIL: "failed"}

    def __init__(self, code):
        self.code = code

    def text(self):
        return self.texts[self.code]
