import app
from app import created, deleted, first, fourth, handler, second, third


def checks():
    return {
        "stores": app.HANDLERS == {"account.created": {"f": handler, "retries": 3}, "account": {"f": handler}},
        "text within decorators": app.LISTS == {"all.made": [{"f": created}], "all.deleted": [{"f": deleted}]},
        "a class": app.BY_CLASS == {app.Created: [first], app.Updated: [second]},
        "a member": app.BY_MEMBER == {app.Event.UP: [third], app.Event.DOWN: [fourth]},
        "code": first() == "two" and fourth() == "two",
    }
