"""Values that the library computes of what has changed, in unchanged lines."""
import app
from app import SKUS, ALL, CHOICES


def checks():
    return {
        "arguments of a type": app.LEVELS == (int, str, bytes),
        "a method of a date": app.MAX_AGE == 7200,
        "a product": app.SKUS is SKUS and SKUS == ["s-red", "s-blue", "m-red", "m-blue"],
        "a reduction": app.ALL is ALL and ALL == {"a", "b", "c"},
        "a method of an Enum": app.CHOICES is CHOICES and CHOICES == ["red", "blue"],
        "a signature": app.ARGUMENTS == 3,
    }
