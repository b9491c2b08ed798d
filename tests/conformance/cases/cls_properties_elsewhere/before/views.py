from app import Customer


class Card:
    contact = Customer.contact
    label = Customer.label
    short = Customer.short

    def __init__(self, customer):
        self.__dict__.update(vars(customer))


COLUMNS = [("Contact", Customer.contact.fget)]
