"""Properties that another class has as its own, below the class and beside it, and getters in tables."""
import app
import views

customer = app.Customer(1, "123", "a@b")
card, row = views.Card(customer), app.Row(("n", "old", "new"))
held = app.Customer.contact


class Branch(app.Row):
    town = app.Row.city


def checks():
    customer.contact = " 9 "
    return {
        "own": (customer.label, customer.contact, customer.short, row.city) == ("No 1", "a@b", "C1", "new"),
        "setter": customer.phone == "9",
        "of another class": (card.label, card.contact, card.short) == ("No 1", "a@b", "C1"),
        "below": Branch(row).town == "new",
        "getter in a table": views.COLUMNS[0][1](customer) == "a@b",
        "held": held.fget(customer) == "a@b",
    }
