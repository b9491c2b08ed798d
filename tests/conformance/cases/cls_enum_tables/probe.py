"""Tables from members to members: transitions that lead elsewhere, members that come and go."""
import app
from app import ALLOWED, BY_NAME, FINAL, NEXT, A, B, Job, State, Text

new, done, first, last = State.NEW, State.DONE, Text.NEW, Text.DONE
job, titles = Job(), Job.titles


def checks():
    return {
        "transitions": (app.following(new), app.following(State.RUN), NEXT[done]) == (State.RUN, done, None),
        "the same table": NEXT is app.NEXT and all(key is State[key.name] for key in NEXT),
        "by name": BY_NAME is app.BY_NAME and BY_NAME == {"NEW": new, "DONE": done, "RUN": State.RUN},
        "in a frozenset": app.FINAL == FINAL == {done, State.RUN},
        "under other keys": app.BY_CODE == {1: new, (2, 3): done, 9: State.RUN},
        "sets of members": app.may(first, Text.RUN) and app.may(Text.RUN, last) and not app.may(first, last),
        "equal to strings": all(m is Text[m.name] for key in ALLOWED for m in [key, *ALLOWED[key]]),
        "from class to class": (app.ROUTES[A], app.ROUTES[app.C], app.ROUTES[B]) == (app.C, B, None),
        "in a class": Job.titles is titles and [titles[kind] for kind in Job.Kind] == ["one", "zwei", "three"],
        "read only": dict(app.LIMITS) == {new: 10, done: 2, State.RUN: 3} and app.LIMITS[new] == 10,
        "held": job.kind is Job.Kind.A and Job.default is Job.Kind.B is Job.Kind(22),
    }
