import app


class Csv:
    suffix = "csv"


def invoice(event):
    return "invoice %d" % event


def add_writer(kind, writer):
    app.WRITERS[kind] = writer


app.subscribe("invoice", invoice)
add_writer("csv", Csv)
