"""A function, a wrapper and a class are added; what has registered itself is there once."""
import bus


@bus.route("/")
def index():
    return "new"


@bus.route("/added")
def added():
    return "added"


@bus.task("job")
def job():
    return "new"


@bus.task("other")
def other():
    return "other"


@bus.plugin
class Csv:
    def run(self):
        return "new"


@bus.plugin
class Json:
    def run(self):
        return "json"
