import app
import lib

lib.HANDLERS.append(app.shown)
lib.ADMIN.listeners.append(app.ruled)
lib.command("guest")(app.run)


def checks():
    return {
        "a guard of the library": lib.view("guest") == "denied" and lib.view("admin") == "secret" and lib.view.path == "/b",
        "who has subscribed a function": [f() for f in lib.HANDLERS] == ["new"],
        "to an object that it was decorated with": [f() for f in lib.ADMIN.listeners] == ["new"] and app.ruled.role is lib.USER,
        "in another group": {group: sorted(names) for group, names in lib.GROUPS.items()}
            == {"user": [], "ops": ["run"], "guest": ["run"]},
    }
