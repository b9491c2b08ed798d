import proto, server
from server import default
from proto import Message, decode
old = Message(1, 2)
hello = default.hello


def checks():
    return {
        "hello": hello() == "HELLO 2",
        "handle": default.handle("1|x|y") == "s2:2|x|y|?",
        "accepts": default.accepts == {1, 2},
        "decode": decode("2|a|b|c").encode() == "2|a|b|c",
        "old message": old.encode() in ("2|1|2|?", "2|1|2|0"),
        "class": isinstance(old, Message) and isinstance(decode("2|a|b|c"), proto.Message),
    }
