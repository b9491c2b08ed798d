from app import encode


class Point:
    pass


@encode.register(Point)
def encode_point(value):
    return "point"
