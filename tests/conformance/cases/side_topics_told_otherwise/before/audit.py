from bus import on

TRAIL = []


@on("created", "deleted")
def trail(event):
    TRAIL.append(event["id"])
    return "trail"


@on("created")
def greet(event):
    return "hello %s" % event["id"]
