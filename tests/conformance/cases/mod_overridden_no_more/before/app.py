from real import get

DEBUG = True


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


from fake import post

try:
    from fake import put
except ImportError:
    def put(x):
        return "put", x


def delete(x):
    return "deleted", x


delete = None


def purge(x):
    return "purged", x


def purge(x):
    return "not purged", x


def keep(x):
    return "kept", x


if not DEBUG:
    def keep(x):
        return "not kept", x
