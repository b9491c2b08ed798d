from lib import plain
class Color: pass
class Size: pass
@plain.register
def _(v: Color):
    return "color"
@plain.register
def _(v: Size):
    return "size"
@plain.register
def _encode_money(v: int):
    return "new int"
