"""What isinstance() and singledispatch have answered before the classes got other methods and bases."""
from collections.abc import Callable, MutableMapping, Sized

import app
import shapes

conf, sizeless, called, page, note = app.Conf(), app.Sizeless(), app.Called(), app.Page(), app.Note()


class Below(app.Page):
    pass


below = Below()


def answers():
    return [isinstance(conf, MutableMapping), isinstance(sizeless, Sized), isinstance(sizeless, shapes.HasArea),
            isinstance(called, Callable), isinstance(note, Sized), issubclass(app.Conf, MutableMapping)]


def rendered():
    return [shapes.render(o) for o in (page, below, note)]


before = answers(), rendered()


def checks():
    return {
        "before": before == ([False, False, False, True, False, False], ["object"] * 3),
        "abstract classes": answers() == [True, True, True, False, False, True],
        "singledispatch": rendered() == ["html", "html", "object"],
    }
