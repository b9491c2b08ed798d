import app
c = app.C()


def checks():
    return {
        'method': c.m() == 'two',
        'metaclass method': app.C.of_class() == 'meta2',
        'made once': app.Meta.seen == ['C'],
    }
