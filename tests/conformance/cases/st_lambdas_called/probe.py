"""Unchanged lines that call their own lambda, or read what an instance inherits."""
import app


def checks():
    return {
        "reads a constant": app.ONE == 4,
        "calls a function": app.TWO == 3,
        "orders by it": app.THREE == [5, 2, 1],
        "inherited": app.PORT == 443,
    }
