"""What a registering decorator is called with changes: once under the new key, not under the old."""
import bus


@bus.priority(level=1)
def first():
    return "old"


@bus.priority(level=2)
def second():
    return "second"


@bus.receiver(bus.saved)
def moved():
    return "old"


@bus.receiver(bus.saved)
def both():
    return "both"
