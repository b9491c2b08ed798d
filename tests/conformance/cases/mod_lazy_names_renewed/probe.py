import pkg

pkg.render()
pkg.parse()
pkg.put_in = 5


def called(name):
    try:
        return getattr(pkg, name)()
    except AttributeError:
        return None


def checks():
    return {
        "from another place": called("render") == "new",
        "from the same one": called("parse") == "parse",
        "a new one": called("dump") == "dump" and dir(pkg) == ["dump", "parse", "render"],
        "put in from outside": pkg.put_in == 5,
    }
