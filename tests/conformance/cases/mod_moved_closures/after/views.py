from deco import limited, required, scaled


@required
def home(user):
    return "home " + user


@limited
def show(n):
    return n


plus = scaled(3)
