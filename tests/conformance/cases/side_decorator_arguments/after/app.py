"""What a registering decorator is called with changes: once under the new key, not under the old."""
import bus


@bus.route("/users")
def people():
    return "new"


@bus.route("/b")
@bus.route("/c")
def several():
    return "several"


@bus.task("job")
def job():
    return "new"


@bus.task("new name")
def renamed():
    return "renamed"
