"""Line protocol over a socket pair with per-connection generator coroutines."""
import selectors
import socket
import threading

WELCOME = "220 chat/2 ready"
MAX_LINE = 24
PEERS = set()


def primed(gen):

    def start(*a, **k):
        g = gen(*a, **k)
        next(g)
        return g
    return start


class Session:
    commands = {}

    def __init__(self, sock):
        self.sock = sock
        self.nick = None
        self.channels = set()
        self.errors = 0
        self.lines = self.reader()
        PEERS.add(self)

    def reply(self, text):
        self.sock.sendall(text.encode() + b"\r\n")

    @primed
    def reader(self):
        buf = b""
        while True:
            buf += yield
            while b"\n" in buf:
                line, buf = buf.split(b"\n", 1)
                self.on_line(line.decode().strip())

    def on_line(self, line):
        if len(line) > MAX_LINE:
            return self.error("501 too long")
        verb, _, arg = line.partition(" ")
        fn = self.commands.get(verb.upper())
        if fn is None:
            return self.error(f"500 {verb}?")
        self.reply(fn(self, arg) or "250 ok")

    def error(self, text):
        self.errors += 1
        self.reply(text)

    def command(fn, table=commands):
        table[fn.__name__.upper()] = fn
        return fn

    @command
    def nick_(self, arg):
        self.nick = arg.lower()
        return f"250 hi {self.nick}"

    @command
    def join(self, arg):
        self.channels.update(arg.split())
        return "250 in " + ",".join(sorted(self.channels))

    @command
    def who(self, arg):
        return "211 " + " ".join(sorted(p.nick or "?" for p in PEERS))

    commands["NICK"] = commands.pop("NICK_")
    del command


class Server(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.selector = selectors.DefaultSelector()

    def attach(self):
        a, b = socket.socketpair()
        s = Session(a)
        self.selector.register(a, selectors.EVENT_READ, s)
        s.reply(WELCOME)
        return b

    def run(self):
        while True:
            for key, _ in self.selector.select(0.02):
                self.serve(key.data)

    def serve(self, session):
        data = session.sock.recv(4096)
        if not data:
            self.selector.unregister(session.sock)
            PEERS.discard(session)
            return
        session.lines.send(data)
