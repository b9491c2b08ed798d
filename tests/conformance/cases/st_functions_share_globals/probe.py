import app


def checks():
    return {
        'one namespace': app.bump() == app.f() == app.N and app.bump.__globals__ is vars(app),
    }
