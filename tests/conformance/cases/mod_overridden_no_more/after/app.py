from real import get

DEBUG = False


def send(x):
    return "sent", x


class Mailer:
    def go(self):
        return "real"


if DEBUG:
    from fake import post as get

    def send(x):
        return "dry", x

    class Mailer:
        def go(self):
            return "fake"


def post(x):
    return "posted", x


def put(x):
    return "put", x


def delete(x):
    return "deleted", x


def purge(x):
    return "purged", x


def keep(x):
    return "kept", x


if not DEBUG:
    def keep(x):
        return "not kept", x
