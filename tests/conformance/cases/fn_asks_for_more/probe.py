"""Without the old source, too: the decorators that give the function what it asks for now are applied."""
import app

serve = app.serve


def checks():
    return {"called": app.call("serve", host="h", port=1) == "serve h:1", "held": serve("a", 2) == "serve a:2",
            "once": list(app.COMMANDS) == ["serve"]}
