import app
from app import K, X


def checks():
    return {
        "sorted by a lambda": X == ["aa", "b", "c"] and app.X is X,
        "mapped by a lambda": app.Y == ["b2", "aa2", "c2"],
        "a comprehension that calls a lambda": app.Z["b"] == "bb",
        "given to a function": app.W == "x2",
        "in a class": K.x == ["aa", "b", "c"] and K.h["a"]("q") == "q2",
        "state": K.n == 5,
    }
