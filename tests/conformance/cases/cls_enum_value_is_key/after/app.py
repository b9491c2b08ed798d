import enum
class Code(enum.IntEnum):
    OK = 200
    GONE = 410
RETRY = {Code.GONE}
MSG = {Code.OK: "fine", Code.GONE: "gone"}
