"""An attribute of a class names another class, function or exception now: the one it named has not become that."""
import json

import app
from app import Back, Echo, Foreign, Function, Instance, Missing, Nested, Quiet, Repo, ToNew, ToThere, ToUnrelated, lower

echo, quiet, missing = Echo(), Quiet(), Missing()
def failure():
    try: Repo().get()
    except Missing as e: return type(e)


def checks():
    return {
        "new class": ToNew.kind is app.Loud and ToNew.kind().say() == "HI",
        "class that was there": ToThere.kind is Quiet and Back.kind is Echo,
        "unrelated class": ToUnrelated.kind is app.Stranger and ToUnrelated.kinds == [app.Stranger],
        "nested": Nested.kind is Echo and Nested.Meta.kind is app.Stranger,
        "class of a library": Foreign.encoder is app.Encoder and Foreign().dump(object()) == '"encoded"',
        "instance": type(Instance.voice) is Quiet and Instance.voice.say() == "hush",
        "function": (Function.key("aB"), Function.keys[0]("aB"), Function.other("aB")) == ("AB", "AB", "ab"),
        "exception": failure() is app.Gone and not hasattr(missing, "code"),
        "the old one": app.Echo is Echo and type(echo) is Echo and echo.say() == "hi" and Echo.__mro__ == (Echo, object),
        "and others": quiet.say() == "hush" and lower is app.lower and json.JSONEncoder.__module__ == "json.encoder",
    }
