from proto import Message, decode, VERSION
import proto


class Server:
    accepts = {VERSION}
    handlers = {}

    def handle(self, s):
        m = decode(s)
        return "s1:" + m.encode()

    def hello(self):
        return "HELLO %d" % VERSION


default = Server()
