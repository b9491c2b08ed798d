import app

i = app.Invoice([1, 2])


def warm():
    i.label

warm()


def checks():
    return {"lazy": i.label == "Invoice with 2 lines", "new": app.Invoice([1]).label == "Invoice with 1 lines"}
