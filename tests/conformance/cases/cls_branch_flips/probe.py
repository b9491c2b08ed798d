"""Classes in the branches of an `if`, and a constant that makes it go the other way."""
import app
from app import Codec

codec, chosen, encode = app.make(), app.Chosen(), app.Codec().encode


def checks():
    return {
        "new": app.make().encode() == Codec().encode() == "fast 2" and app.Codec is Codec,
        "old instances": codec.encode() == "fast 2" and codec.kind == 1 and isinstance(codec, Codec),
        "bound": encode() == "fast 2",
        "bases": chosen.name() == app.Chosen().name() == "quick" and isinstance(chosen, app.Quick),
        "exceptions": issubclass(app.Failed, ValueError) and not issubclass(app.Failed, KeyError),
    }
