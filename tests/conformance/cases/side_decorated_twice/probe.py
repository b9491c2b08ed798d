"""One decorator more on a definition that has one: both have their entry, each once; also where only a closure holds it."""
import app
import bus

bus.TUPLES.append(("other", print))


def checks():
    return {
        "tuples": [topic for topic, _ in bus.TUPLES] == ["a", "other", "z"] and bus.TUPLES[0][1]() == bus.TUPLES[2][1]() == "l2",
        "objects": [(rule.path, rule.view()) for rule in bus.RULES] == [("/a", "v2"), ("/b", "v2")],
        "closures": [(priority, resolve()()) for priority, resolve in bus.CALLS] == [(5, "c2")],
        "one event less": [(name, f()) for name, f in bus.EVENTS] == [(name, f()) for name, f in bus.LATE] == [("y", "h2")],
        "in order": [(s.priority, s.resolve()()) for s in bus.SUBSCRIPTIONS] == [(5, "s2"), (3, "o2"), (1, "s2")],
    }
