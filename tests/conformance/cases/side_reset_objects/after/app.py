import bus


def a():
    return "new"


bus.add("/a", a)
bus.schedule("nightly", bus.Job(60))
