"""What a metaclass or __init_subclass__ has collected of the body, and taken out of it: who has the collection, what was in it, or
the object that was made of it."""
import app
import tables
from app import InvoiceAdmin, Invoices


class Mine(Invoices):
    extra = tables.Column("Extra")


class MyAdmin(InvoiceAdmin):
    class Meta(InvoiceAdmin.Meta):
        ordering = "total"


columns, titles, options = Invoices.columns, Invoices.titles, InvoiceAdmin.options
customer, total = columns["customer"], columns["total"]
customer.used, options.asked = 3, 4
held = [total, options]
old = Invoices()
Invoices.columns["margin"] = margin = tables.Column("Margin")


def checks():
    return {
        "the same": Invoices.columns is columns and Invoices.titles is titles and titles[:3] == ["No.", "Customer", "Gross"],
        "own": list(columns)[:4] == ["id", "customer", "total", "tax"] and columns["total"].title == "Gross",
        "unchanged": columns["customer"] is customer and customer.used == 3 and columns["id"] is app.Base.columns["id"],
        "put in": columns.get("margin") is margin,
        "gone": "note" not in columns,
        "held": held[0] is columns["total"],
        "of an instance": old.header()[:3] == ["No.", "Customer", "Gross"],
        "below": [c.title for c in Mine.columns.values()] == ["No.", "Customer", "Gross", "Tax", "Extra"],
        "names below": Mine.names == ("id", "customer", "total", "tax", "extra"),
        "options below": MyAdmin.options.per_page == 5 and MyAdmin.options.ordering == "total",
        "options": InvoiceAdmin.options.per_page == 5 and held[1] is InvoiceAdmin.options,
    }
