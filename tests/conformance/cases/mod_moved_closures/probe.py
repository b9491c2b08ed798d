import guards
import views
from views import home, plus, show


def checks():
    return {
        "names of the new home": home(None) == views.home(None) == "denied",
        "one that both have": show(50) == 50,
        "a closure that was handed out": plus(1) == 40,
        "its globals": show.__globals__["__name__"] == "guards",
        "what it is around": home("ann") == "home ann",
    }
