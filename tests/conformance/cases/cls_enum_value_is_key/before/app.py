import enum
class Code(enum.IntEnum):
    OK = 200
    GONE = 404
RETRY = {Code.GONE}
MSG = {Code.OK: "ok", Code.GONE: "gone"}
