import lib


def ping(a, b):
    return "ping", a, b


def pong(a):
    return "pong!", a


def users(limit, offset):
    return "users", limit, offset


def tick(now, zone):
    return "tick", now, zone


lib.bus.on("e", ping)
lib.bus.on("e", pong, prio=5)
lib.bus.on("l", lambda a, b: ("lambda", a, b))
lib.route("/users", users)
lib.schedule(tick)
