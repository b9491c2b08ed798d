import app
P, F = app.P, app.F
held = P.R | P.W
fh = F.A | F.B
from app import DEFAULT, FD
def checks():
    return {"default": app.DEFAULT.value == 6 and app.DEFAULT is (P.R | P.W), "imported": DEFAULT.value == 6, "held": held.value == 6, "fd": app.FD == 12 and FD == 12, "fh": fh == 12,
      "in": P.R in held and P.R in DEFAULT}
