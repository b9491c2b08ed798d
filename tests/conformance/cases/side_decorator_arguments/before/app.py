"""What a registering decorator is called with changes: once under the new key, not under the old."""
import bus


@bus.route("/people")
def people():
    return "old"


@bus.route("/a")
@bus.route("/b")
def several():
    return "several"


@bus.task("job")
def job():
    return "old"


@bus.task("old name")
def renamed():
    return "renamed"
