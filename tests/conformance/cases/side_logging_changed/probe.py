import app

log, handler = app.formatted, app.handler


def written(write, *messages):
    app.OUT.seek(0)
    app.OUT.truncate()
    for message in messages:
        write(message)
    return app.OUT.getvalue().splitlines()


def checks():
    return {
        "handler": written(app.replaced.warning, "hello") == ["HELLO"],
        "formatter, level, filter": written(log.debug, "hello", "drop me", "old") == ["new hello", "new old"],
        "still one": log.handlers == [handler] and app.handler is handler and len(log.filters) == 1,
    }
