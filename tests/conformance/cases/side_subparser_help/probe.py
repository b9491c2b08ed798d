"""The help of a subcommand is another: argparse refuses a second one of its name."""
import app

parse, parser = app.parse, app.parser


def checks():
    text = parser.format_help()
    return {
        "help": "start it now" in text and "stop it" in text,
        "default": parse("run") == {"command": "run", "n": 8},
        "the others": parse("stop") == {"command": "stop"} and app.parser is parser,
    }
