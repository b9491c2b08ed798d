import lib


@lib.route("/other")
def other():
    return "other"


lib.use(other)
