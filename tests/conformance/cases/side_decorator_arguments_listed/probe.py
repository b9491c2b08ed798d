import app
import bus


def checks():
    return {
        "priority": [(level, f()) for level, _, f in bus.by_priority] == [(2, "second"), (3, "new")],
        "object": bus.saved.send() == ["both"] and sorted(bus.deleted.send()) == ["both", "new"],
    }
