import collections
import functools

import app
from app import Job, Other, start

Route = collections.namedtuple("Route", "kind path")
routes = {Route(Job, "/job"): "job", Route(int, "/int"): "int", (Other, "/other"): "other"}
app.HANDLERS[Job, "start"] = "start job"
ordered = collections.OrderedDict([((Other, 1), "a"), ((Job, 1), "b"), ((Other, 2), "c")])
found = collections.defaultdict(list)
found[(Job, (Other, "deep"))].append(1)
seen = {(Job, "a"), (Job, Other), ("plain",)}
functions = {(start, "a"): 1}
both = (Job, "both")
shared = {both: 1}
listed = [both]


@functools.lru_cache(maxsize=4)
def made_for(kind, n):
    return [kind, n]


for number in range(4):
    made_for(Job, number)


def fill():
    for number in range(40):
        if made_for(app.Job, number)[0] is not app.Job or made_for(app.Other, number % 3)[0] is not app.Other:
            return False
    return made_for.cache_info().currsize == 4


def checks():
    return {
        "new": app.Job().run() == "new" and isinstance(app.start, type),
        "a namedtuple": routes.get(Route(app.Job, "/job")) == "job",
        "beside others": routes.get((app.Other, "/other")) == "other" and routes.get(Route(int, "/int")) == "int",
        "by the names of who imported them": (Job, "/job") in routes and (Other, "/other") in routes,
        "all keys are found": all(routes[key] for key in routes) and len(routes) == 3,
        "of the kind that they were": sorted(type(key).__name__ for key in routes) == ["Route", "Route", "tuple"],
        "of the module": app.HANDLERS.get((app.Job, "start")) == "start job",
        "in order": list(ordered.values()) == ["a", "b", "c"] and ordered[app.Job, 1] == "b",
        "moved to the end": ordered.move_to_end((app.Other, 1)) is None and list(ordered.values()) == ["b", "c", "a"],
        "deep": found[app.Job, (app.Other, "deep")] == [1] and len(found) == 1,
        "in a set": (app.Job, "a") in seen and (app.Job, app.Other) in seen and ("plain",) in seen,
        "taken out of it": [seen.remove(key) for key in list(seen)] and not seen,
        "a function that is a class now": functions.get((app.start, "a")) == 1,
        "who holds the tuple, too": listed[0] in shared and listed[0] == (app.Job, "both"),
        "an lru_cache works on": fill(),
    }
