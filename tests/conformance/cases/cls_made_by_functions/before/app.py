def make_handler(app, prefix="/"):
    class Handler:
        version = "1.0"
        timeout = 5
        retries = 1
        methods = ["GET"]

        def respond(self):
            return "%s %s" % (app["name"], self.version)

        def legacy(self):
            return 1

        do_GET = respond

    return Handler


def make_error(code):
    class Error(Exception):
        status = 500

        def text(self):
            return "%d" % code

    return Error
