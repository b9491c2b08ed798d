"""Functions of one name in the branches of another one: each goes on as itself, though all of them have changed places."""
import codec
import keys

strict, lax = codec.make_codec(True), codec.make_codec(False)
even, big = codec.make_filter("even"), codec.make_filter("big")
size, name, none = keys.make_key("size"), keys.make_key("name"), keys.make_key("")
csv, csv_out = keys.make_writer("csv")
tsv, tsv_out = keys.make_writer("tsv")


def safe(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__


def checks():
    row = {"size": 3, "name": "Bo"}
    csv(["a", "b"])
    tsv(["a", "b"])
    return {
        "strict": (safe(strict[0], "\u20ac"), safe(strict[1], b"\xff")) == ("UnicodeEncodeError", "UnicodeDecodeError"),
        "lax": (safe(lax[0], "\ud800"), safe(lax[1], b"\xff")) == (b"?", "\ufffd"),
        "filters": (even(4), even(101), big(100), big(4)) == (True, False, True, False),
        "keys": (safe(size, row), safe(name, row), safe(none, row)) == (-3, "bo", 0),
        "writers": (csv_out[-1], tsv_out[-1]) == ("a,b\r\n", "a\tb\n"),
    }
