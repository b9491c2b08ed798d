"""Methods that decorators keep in records, in a class of which another line has changed; a loop with one turn more."""
import app
import bus

user, held = app.User(), [rule for _, rule in bus.rules]


def checks():
    return {
        "class": user.size == 2,
        "tuples": [(field, f(user)) for field, f in bus.rules] == [("age", "age 2"), ("name", "name 2")],
        "the same functions": [rule for _, rule in bus.rules] == held == [app.User.age, app.User.name],
        "dicts": [(job["every"], job["run"](user)) for job in bus.jobs] == [(5, "work 2")],
        "numbered": sorted((topic or "", f.__name__) for topic, f in bus.numbered.values()) ==
            [("", "event"), ("a", "listener"), ("b", "listener"), ("c", "listener")],
        "objects": [(hook.name, hook.function(user)) for hook in bus.hooks] == [("up", "up 2")],
        "wrapped": [(name, f(user)) for name, f in bus.wrapped] == [("up", "up 2")],
    }
