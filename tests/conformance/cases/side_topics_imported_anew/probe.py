import app
import events
import other

created, deleted = events.Created(), events.Deleted()


def checks():
    return {
        "once": sorted(events.publish(created)) == ["audited", "new welcome"],
        "of others": sorted(events.publish(deleted)) == ["audited", "purged"],
        "made now": sorted(events.publish(events.Created())) == ["audited", "new welcome"],
        "member": list(events.ALARMS.values()) == [app.ring],
    }
