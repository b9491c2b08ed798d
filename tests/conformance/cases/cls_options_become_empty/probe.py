"""What a descriptor, a decorator or a partialmethod was given, and is not given any more, is no state."""
import app

ticket, drop, close = app.Ticket(), app.drop, app.Ticket.close
ticket.status = "open"
ticket.owner = "ann"


def accepts(value):
    try:
        ticket.status = value
        return True
    except ValueError:
        return False


def checks():
    return {
        "a descriptor": accepts("else") and app.Ticket.status.options == {},
        "what it has seen": "open" in app.Ticket.status.seen and app.Ticket.owner.seen == ["ann"],
        "a partialmethod": ticket.shout("hey") == "hey?",
        "marks of a method": app.Ticket.close.roles == close.roles == [],
        "marks of a function": app.drop.roles == drop.roles == [],
        "what is as it was": app.Ticket.owner.values == ["ann"] and ticket.status in ("open", "else"),
    }
