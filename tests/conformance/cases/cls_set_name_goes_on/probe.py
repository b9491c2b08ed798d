import app

s, t = app.Server(host="h", port=8080), app.Secure(cert="c")
descriptor = app.Server.__dict__["host"]


def fails(f, *a):
    try:
        f(*a)
    except Exception as e:
        return str(e)


def checks():
    r = [fails(setattr, s, "port", 0), fails(setattr, t, "host", "x" * 21), fails(setattr, s, "port", "1"), fails(setattr, t, "cert", "y" * 30)]
    a = repr(s), repr(t), repr(app.Server())
    del s.port
    return {
        "checked": r == ["port", "host", "port must be int", "cert"],
        "shown": a == ("Server(host='h', port=8080, weight=1)", "Secure(host='localhost', port=443, weight=1, cert='c')", "Server(host='localhost', port=443, weight=1)"),
        "deleted": s.port == 443,
        "descriptor": descriptor.longest == 20 and app.Server.host.longest == 20,
        "fields": app.Server.__fields__ == ("host", "port", "weight"),
    }
