import app

BASE, CHILD, TOTAL = app.Base(), app.Child(), app.total


def checks():
    return {
        "own": CHILD.go() == "Child.go" and CHILD.calc() == "Child.calc",
        "method of another class": BASE.go() == "Base.go" and app.Base.go.__qualname__ == "Base.go",
        "function": TOTAL(0) == "total" and app.total is TOTAL,
        "property": BASE.current == "second" and BASE.first == "first" and BASE.second == "second",
    }
