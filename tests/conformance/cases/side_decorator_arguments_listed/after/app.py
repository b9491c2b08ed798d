"""What a registering decorator is called with changes: once under the new key, not under the old."""
import bus


@bus.priority(level=3)
def first():
    return "new"


@bus.priority(level=2)
def second():
    return "second"


@bus.receiver(bus.deleted)
def moved():
    return "new"


@bus.receiver([bus.saved, bus.deleted])
def both():
    return "both"
