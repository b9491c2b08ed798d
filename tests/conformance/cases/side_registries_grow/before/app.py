"""A function, a wrapper and a class are added; what has registered itself is there once."""
import bus


@bus.route("/")
def index():
    return "old"


@bus.task("job")
def job():
    return "old"


@bus.plugin
class Csv:
    def run(self):
        return "old"
