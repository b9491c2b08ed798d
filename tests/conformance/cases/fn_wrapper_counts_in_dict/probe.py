"""What a wrapper has counted in a dict that began with zeros goes on when the decorator is given another number."""
import app

app.run(1)
api = app.Api()
api.get()


def checks():
    stats, seen, tally, empty, n = app.run.get()
    return {
        "a function": stats == {"calls": 1} and seen == [(1,)] and tally == {(1,): 1} and empty == {(1,): 1} and n == 1,
        "its attribute": app.run.calls == 1,
        "a method": app.Api.get.get()[0] == {"calls": 1} and app.Api.get.calls == 1,
        "the new number": app.run(1)[1] == 6 and api.get()[1] == 6,
    }
