import bus


def a():
    return "old"


bus.add("/a", a)
bus.schedule("nightly", bus.Job(60))
