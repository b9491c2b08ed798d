"""The collector is off: what the base has refused once must not be among its subclasses for that."""
import gc

import app
import base

gc.disable()
csv = app.Csv()


def checks():
    return {
        "new": csv.sep == ";" and base.Exporter.registry["tsv"].sep == "\t",
        "registered": base.Exporter.registry == {"csv": app.Csv, "html": app.Html, "tsv": app.Tsv},
        "each once": [c.__name__ for c in base.Exporter.__subclasses__()] == ["Csv", "Html"],
        "below": [c.__name__ for c in app.Csv.__subclasses__()] == ["Tsv"],
    }
