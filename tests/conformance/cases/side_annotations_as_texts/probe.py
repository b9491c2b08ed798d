import app

created, deleted = app.Created(), app.Deleted()
app.HANDLERS.setdefault(app.Event, []).append(lambda event: "own " + event.key)


def checks():
    return {
        "moved to a class below": app.publish(deleted) == ["audit deleted, asked", "own deleted"],
        "not for others any more": app.publish(created) == ["own created"],
        "moved to a new class": app.publish(app.Purged()) == ["audit purged, asked", "clean purged", "own purged"],
        "dispatch": [app.describe(created), app.describe(deleted)] == ["?", "gone"],
    }
