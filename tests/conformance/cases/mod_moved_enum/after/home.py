from other import Color, Level, Permission

DEFAULT = Permission.READ | Permission.WRITE


def allowed(permission):
    return "new", bool(permission & Permission.WRITE)
