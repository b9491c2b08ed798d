import app
from app import DEFAULT, FD, F, P

held = P.R | P.W
number = F.A | F.B


def checks():
    return {
        "by name": app.DEFAULT.value == 6 and app.DEFAULT is P.R | P.W,
        "imported": DEFAULT.value == 6 and FD == 12,
        "held": held.value == 6 and P.R in held,
        "a number": app.FD == 12 and number == 12,
    }
