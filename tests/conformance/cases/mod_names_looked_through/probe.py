import app
from app import COMMANDS, Csv


def checks():
    return {
        "functions": {name: f() for name, f in COMMANDS.items()} == {"start": "new", "pause": "pause"},
        "the same table": COMMANDS is app.COMMANDS and COMMANDS.get("pause") is getattr(app, "cmd_pause", 0),
        "classes": {name: k.suffix for name, k in app.KINDS.items()} == {"Csv": "csv", "Toml": "toml"} and app.KINDS["Csv"] is Csv,
        "names": {"cmd_pause", "Toml"} <= set(app.__all__) and "cmd_stop" not in app.__all__,
        "what strings say": app.UPPER == ["ONE", "THREE"],
    }
