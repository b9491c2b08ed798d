import app
from app import COLUMNS, Form

held = dict(COLUMNS)
convert, first = Form.convert["bool"], Form.validators[0]
ROW = {"n": "ann", "s": 2}


def checks():
    return {
        "the table": [(name, f(ROW)) for name, f in COLUMNS] == [("size", 20), ("name", "Ann")],
        "rows that were held": held["name"](ROW) == "Ann" and held["size"](ROW) == 20,
        "another table of the class": Form.convert["bool"]("y") and convert("y"),
        "the one that grew": len(Form.validators) == 3 and first(None) is False and Form.validators[2]("x") is False,
    }
