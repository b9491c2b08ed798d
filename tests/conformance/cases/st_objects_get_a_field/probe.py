"""A table gets an entry, and its class a field, in one release: the objects that are there go on with what they have."""
import app

first, extra, every = app.rooms[101], app.spare[0], app.EVERY[201]
for room in (first, extra, every):
    room.bookings.append("ann")


def checks():
    return {
        "new ones": sorted(app.rooms) == [101, 102, 103] and len(app.spare) == 2 and sorted(app.EVERY) == [201, 202, 203],
        "dict": app.rooms[101] is first and first.bookings == ["ann"] and not first.free(),
        "list": app.spare[0] is extra and extra.bookings == ["ann"] and extra.beds == 1,
        "comprehension": app.EVERY[201] is every and every.bookings == ["ann"],
        "field": first.view is False and app.rooms[103].view is False and app.Room(9, view=True).view,
    }
