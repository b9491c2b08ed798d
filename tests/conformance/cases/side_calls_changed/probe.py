import app
import bus


def checks():
    return {
        "function renamed": [f() for f in bus.handlers] == ["b"],
        "topic": {topic: [f() for f in found] for topic, found in bus.topics.items() if found} == {"other": ["new"]},
        "target": [f() for f in bus.hooks] == ["c"],
        "name": {name: f() for name, f in bus.strict.items()} == {"new name": "c"},
    }
