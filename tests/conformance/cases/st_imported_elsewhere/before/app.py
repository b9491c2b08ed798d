"""Names that other modules imported, in all the places where an import can stand."""
LIMIT = 1
FLAG = None
PAIR = (1, ("a",))
RATES = {"eu": 1}
