"""Names that other modules imported, in all the places where an import can stand."""
LIMIT = 2
FLAG = "set"
PAIR = (2, ("b",))
RATES = {"eu": 2}
