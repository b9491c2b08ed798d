import app
app.lazy


def checks():
    return {
        'new': app.lazy == 'two',
        'others': not hasattr(app, 'nothing'),
    }
