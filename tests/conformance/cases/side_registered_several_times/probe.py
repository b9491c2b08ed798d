"""Decorators of one function, each with an argument: others, more, fewer.  In the registry is what the source says, once."""
import app
import hub

WANTED = {"one": ["Worse"], "fewer_others": ["Worse"], "fewer": ["KeyError"], "both": ["KeyError", "Worse"],
          "more": ["KeyError", "Worse"], "half": ["Bad", "ValueError"]}


def name(what):
    return (what if isinstance(what, str) else what.__name__).lower()


def checks():
    result = {}
    for case, wanted in WANTED.items():
        for texts in ("", "_texts"):
            for kind, entries in hub.entries(getattr(app, case + texts)).items():
                got = sorted((name(what), f.__name__, f()) for what, f in entries)
                result[f"{case}{texts} {kind}"] = got == [(w.lower(), f"{case}{texts}_{kind}", 2) for w in wanted]
    return result
