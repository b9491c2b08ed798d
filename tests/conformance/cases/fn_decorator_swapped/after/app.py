"""One function changes its guard, one entry of a table its direction; all others keep theirs."""


def login_required(view):
    def wrapper(user):
        return view(user) if user else "403"
    return wrapper


def admin_required(view):
    def wrapper(user):
        return view(user) if user == "admin" else "403"
    return wrapper


@login_required
def show(user):
    return "show " + user


@admin_required
def delete(user):
    return "delete " + user


@admin_required
@login_required
def edit(user):
    return "edit " + user


def ascending(key):
    return lambda row: row[key]


def descending(key):
    return lambda row: -row[key]


ORDER = {"age": descending("age"), "size": ascending("size")}
FALLBACK = ascending("id")
