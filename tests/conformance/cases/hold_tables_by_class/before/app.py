class Shape:
    pass


class Circle(Shape):
    pass


class Square(Shape):
    pass


def area(shape):
    return 1


ICONS = {Circle: "o"}
DRAWABLE = {Circle}
CONVERTERS = {(Circle, str): area}
WEIGHTS = {area: 1}


def icon(shape):
    return ICONS.get(type(shape), "?")
