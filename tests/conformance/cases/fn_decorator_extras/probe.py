import app

show, work, service = app.show, app.work, app.Service()
bound = service.show, service.work


def checks():
    return {
        "attribute": show.tag == app.show.tag == "new show" and bound[0].tag == "new show",
        "attribute added": [getattr(f, "public", False) for f in (show, app.show, service.show)] == [True] * 3,
        "another name": work(1) == app.work(1) == ("timed", 1) and service.work() == bound[1]() == ("timed", 2),
        "still wraps": show(1) == ("tagged", 1) and bound[0]() == ("tagged", 1),
    }
