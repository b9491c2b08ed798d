"""Lexer: a state is a function that returns the next state."""


class Lexer:
    def __init__(self, text):
        self.text, self.pos, self.tokens = text, 0, []
        self.state = start

    def step(self):
        self.state = self.state(self)
        return self.state is not None

    def run(self):
        while self.step():
            pass
        return self.tokens

    def peek(self):
        return self.text[self.pos:self.pos + 1]

    def take(self, kind, ok):
        begin = self.pos
        while self.peek() and ok(self.peek()):
            self.pos += 1
        self.tokens.append((kind, self.text[begin:self.pos]))


def start(lx):
    c = lx.peek()
    if not c:
        return None
    if c.isspace():
        lx.pos += 1
        return start
    if c.isdigit():
        return number
    return word


def number(lx):
    lx.take("num", str.isdigit)
    return start


def word(lx):
    lx.take("word", lambda c: not c.isspace())
    return start


TRANSITIONS = {
    ("idle", "start"): ("running", lambda job: job.append("started")),
    ("running", "stop"): ("idle", lambda job: job.append("stopped")),
}


class Machine:
    def __init__(self, table=TRANSITIONS):
        self.state, self.log, self.table = "idle", [], table

    def fire(self, event):
        self.state, action = self.table[self.state, event]
        action(self.log)
        return self.state
