import app
form = app.Form()
form.name = "n"
form.age = 3


def checks():
    return {"ok": form.ok() == "v2", "name": form.name == "n", "age": form.age == "3y"}

