from proto import Message, decode, VERSION
import proto


class Server:
    accepts = {VERSION, 1}
    handlers = {}

    def handle(self, s):
        m = decode(s, strict=False)
        return "s2:" + m.encode(sep="|")

    def hello(self):
        return "HELLO %d" % VERSION


default = Server()
