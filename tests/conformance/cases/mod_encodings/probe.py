"""Sources in several encodings: the texts are compared, not the bytes."""
import app
import marked
import recoded
import reread
from app import f, same

code, recoded_code = same.__code__, recoded.f.__code__
for module in (app, marked, recoded, reread):
    module.seen.append(1)


def checks():
    return {
        "new": f() == "two \xe9",
        "unchanged": same() == ("\xe9", "caf\xe9") and same.__code__ == code,
        "kept": [m.seen for m in (app, marked, recoded, reread)] == [[1]] * 4,
        "the same text in another encoding": recoded.f() == ("\xe9", "caf\xe9") and recoded.f.__code__ == recoded_code,
        "the same bytes in another encoding": reread.f() == ("\u0449", "caf\u0449") and reread.WORD == "caf\u0449",
        "with a mark": marked.f() == ("\xe9 two", "caf\xe9"),
    }
