import lib


def ping(a):
    return "ping", a


def pong(a):
    return "pong", a


def users(limit):
    return "users", limit


def tick(now):
    return "tick", now


lib.bus.on("e", ping)
lib.bus.on("e", pong, prio=5)
lib.bus.on("l", lambda a: ("lambda", a))
lib.route("/users", users)
lib.schedule(tick)
