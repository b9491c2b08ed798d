"""A protocol sets a count, and then calls methods that count."""
import app, time
from app import Server, PEERS, Session
srv = Server(); srv.start()
c = srv.attach(); c.settimeout(3)
f = c.makefile("rw", newline="\r\n")
hello = f.readline()


def ask(f, line):
    f.write(line + "\r\n"); f.flush()
    return f.readline().strip()


ask(f, "NICK Ann")
d = srv.attach(); d.settimeout(3)
sess = [p for p in PEERS if p.nick][0]
table = Session.commands


def checks():
    r = {}
    r["nick"] = ask(f, "NICK Bob") == "250 hi bob"
    r["join"] = ask(f, "JOIN x y") == "250 in x,y"
    r["err"] = ask(f, "zap") == "500 zap?" and ask(f, "WHO " + "x" * 30) == "501 too long" and sess.errors == 2
    r["who"] = ask(f, "WHO") == "211 ? bob"
    e = srv.attach(); e.settimeout(3)
    r["welcome"] = e.recv(100) == b"220 chat/2 ready\r\n"
    e.close(); time.sleep(0.1)
    r["gone"] = len(PEERS) == 2 and srv.is_alive()
    r["table"] = sorted(table) == ["JOIN", "NICK", "WHO"] and app.Session.commands is table
    return r
