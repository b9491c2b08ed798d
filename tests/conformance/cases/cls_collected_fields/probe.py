import app
from app import Book

book = Book()
book.title = "set"
title, wide, size = (vars(Book)[name] for name in ("title", "wide", "size"))


def checks():
    return {
        "fields": sorted(Book.fields) == ["isbn", "pages", "title"],
        "are those of the class": all(vars(Book)[name] is field for name, field in Book.fields.items()),
        "and what they were": vars(Book)["title"] is title,
        "with their data": book.dump() == {"title": "set", "pages": 1, "isbn": 2},
        "objects of a class that has changed": [o.show() for o in Book.options] == ["new wide", "new flat"],
        "the live one": Book.options[0] is wide is vars(Book)["wide"],
        "properties": Book.properties == [vars(Book)["size"]] and vars(Book)["size"] is size and book.size == "new",
    }
