from bus import on

TRAIL = []


@on("created", "deleted", "renamed")
def trail(event):
    TRAIL.append((event["id"], len(TRAIL)))
    return "trail"


@on("renamed")
def greet(event):
    return "hello %(id)s, was %(old)s" % event
