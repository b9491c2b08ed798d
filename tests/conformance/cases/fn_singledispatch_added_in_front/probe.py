"""An overload comes in front of one of the same name, whose arguments have changed."""
from app import render


def checks():
    return {"float": render(1.5) == "float", "int": render(1)[:3] == "int"}
