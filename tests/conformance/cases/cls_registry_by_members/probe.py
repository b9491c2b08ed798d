import app
from app import RENDER, TABLE, Kind, Name, Text

text = TABLE[Kind.TEXT]()


def checks():
    return {
        "found by the members": TABLE.get(Kind.TEXT) is Text is app.Text and TABLE.get(Kind.NAME) is Name,
        "stored by hand": RENDER.get(Kind.TEXT) is Text and RENDER.get(Kind.NAME) is Name,
        "nothing beside": len(TABLE) == len(RENDER) == 2 and [type(k) for k in TABLE] == [Kind, Kind],
        "new": text.show() == "new text" and Kind("comment").name == "COMMENT" and Name.kind is Kind.NAME,
    }
