"""Registries that refuse what they have, and keep it in records: the new form takes the place of the old."""
import app
import hub

mail, csv = app.Mail(), app.Csv()


def checks():
    items = hub.registry.items
    return {
        "commands": {k: (f(), o) for k, (f, o) in items.items()} ==
            {"first": ("first 2", {"quiet": False}), "second": ("second 2", {})},
        "order": hub.registry.order == ["first", "second"] == list(items),
        "the same": items["first"][0] is app.first,
        "objects": hub.objects["third"].function() == ("third 2", 2) and len(hub.objects) == 1,
        "classes by name": hub.names == ["Mail", "Web"] and mail.retries == 3 and mail.send() == "mail 2",
        "below": hub.Base.known == {"Csv"} and csv.separator == ";",
        "what only has the name": hub.seen == {"first"},
    }
