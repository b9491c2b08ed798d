from tables import Admin, Column, Table


class Base(Table):
    id = Column("No.")


class Invoices(Base):
    customer = Column("Customer")
    total = Column("Gross")
    tax = Column("Tax")


class InvoiceAdmin(Admin):
    class Meta:
        per_page = 5
        ordering = "id"
