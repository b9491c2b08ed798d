"""Members say one value more, and __init__ of the Enum takes it."""
import app
from app import Planet
e, m = Planet.EARTH, Planet.MARS
d = {e: 1}


def checks():
    return {"w": e.weight == 18, "same": app.Planet.EARTH is e and d[Planet.EARTH] == 1, "moons": e.moons == 0 and m.moons == 2, "venus": Planet.VENUS.g == 8, "value": e.value == (1, 9)}
