"""An option of a parser has another default: a strict registry in a dict, and a list beside it."""
import app

parser = app.parser


def checks():
    return {"default": app.main([]) == {"limit": 20, "name": "x"}, "held": parser.parse_args([]).limit == 20,
            "once": app.parser.format_help().count("--limit LIMIT") == 2, "given": app.main(["--limit", "5"])["limit"] == 5}
