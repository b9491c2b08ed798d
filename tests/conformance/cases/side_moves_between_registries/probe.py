"""@bus.before is @bus.after: what the one method has registered goes, and others' stays."""
import app
import hub

KINDS = ["later", "lazily", "pair", "keyed", "topic", "member"]


def foreign():
    return "foreign"


app.bus.pair(foreign)
app.bus.topic(foreign)


def checks():
    found = {}
    for kind, entries in hub.entries(app.bus).items():
        for _, f in entries:
            found.setdefault(f.__name__, []).append((kind, f()))
    result = {f"{a} {b}": found.get(f"{a}_{b}") == [(b, 2)] for a in KINDS for b in KINDS}
    result["foreign"] = sorted(kind for kind, _ in found["foreign"]) == ["pair", "topic"]
    return result
