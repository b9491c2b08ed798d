import app
import bus

job, csv = app.job, app.Csv()


def checks():
    return {
        "function": {path: f() for path, f in bus.routes.items()} == {"/": "new", "/added": "added"},
        "wrapper": {name: f() for name, f in bus.tasks.items()} == {"job": ("job", "new"), "other": ("other", "other")}
        and app.job is job is bus.tasks["job"],
        "class": [cls().run() for cls in bus.plugins] == ["new", "json"] and bus.plugins[0] is app.Csv is type(csv),
    }
