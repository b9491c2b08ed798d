import app

plain, sized, boxed, other, given = app.Plain(), app.Sized(), app.Boxed(), app.Other(), app.Given()
app.Boxed.injected = "by the service"


def checks():
    return {
        "gone": not any(hasattr(plain, name) for name in ("table", "describe")),
        "gone, arguments": not hasattr(boxed, "width") and not hasattr(boxed, "height") and boxed.color == "red",
        "bound by the body": sized.size is None,
        "one of two": not hasattr(other, "table") and other.weight == 1,
        "come": getattr(given, "table", None) == "given" and given.describe() == "a given",
        "from outside": app.Boxed.injected == "by the service",
    }
