from lib import plain
class Color: pass
@plain.register
def _(v: Color):
    return "color"
@plain.register
def _money(v: int):
    return "int"
