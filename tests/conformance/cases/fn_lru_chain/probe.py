import invoice

swiss = invoice.Invoice(99, "ch")
german = invoice.Invoice(55, "de")
asked = swiss.text
asked("CHF"), german.text("EUR")
invoice.expensive(3)


def checks():
    invoice.expensive(3)
    return {
        "function": invoice.vat("ch") == 8,
        "cache of an importer": invoice.gross(99, "ch") == 107,
        "rounded": invoice.gross(55, "de") == 65,
        "cached property": swiss.total == 107,
        "cached method": asked("CHF") == "107 CHF" and german.text("EUR") == "65 EUR",
        "what has nothing to do with it is not asked again": invoice.EXPENSIVE == [3],
    }
