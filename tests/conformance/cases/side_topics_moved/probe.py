import app

groups, records, lists = app.GROUPS, app.RECORDS, app.LISTS
created, both, first, second = app.created, app.both, app.first, app.second


def checks():
    return {"group": groups == {"account": {"created": {"f": created}, "deleted": {"f": app.deleted}}},
            "records": records == {"account.closed": {"f": both, "options": []}, "account.opened": {"f": both, "options": []}},
            "lists": lists == {"by hand": [print], "account:paid": [first, second]}}
