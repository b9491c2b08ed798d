def make_handler(app, prefix="/"):
    class Handler:
        version = "1.1"
        timeout = 10
        burst = 3
        methods = ["GET"]

        def respond(self):
            return "%s/%s" % (app["name"], self.version)

        def path(self):
            return app["name"] + str(self.burst)

        do_GET = respond

    return Handler


def make_error(code):
    class Error(Exception):
        status = 503

        def text(self):
            return "%d" % code

    return Error
