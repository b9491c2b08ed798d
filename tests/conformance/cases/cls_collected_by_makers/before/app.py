from tables import Admin, Column, Table


class Base(Table):
    id = Column("No.")


class Invoices(Base):
    customer = Column("Customer")
    total = Column("Total")
    note = Column("Note")


class InvoiceAdmin(Admin):
    class Meta:
        per_page = 10
        ordering = "id"
