import app
from app import TEMPERATURE, parser


def checks():
    known = app.parser.parse_args(["--level", "3", "run", "--fast"])
    return {
        "arguments and sub-commands": (known.level, known.command, known.fast) == (3, "run", True),
        "the description": app.parser.description == "new" and parser is app.parser,
        "what a method gave": app.TEMPERATURE.text == "new text" and app.INSIDE is app.TEMPERATURE.children["inside"],
        "once for importers": TEMPERATURE is app.TEMPERATURE,
        "what was started is not started twice": app.STARTED == ["old"],
    }
