"""Options change and are added, of a parser and of its subcommands."""
import app
from app import main, parser
main(["run", "x"])


def checks():
    import sys; print([a.option_strings for a in parser._actions], app.parser is parser, file=sys.stderr)
    return {
        "default": main(["run", "a"]) == "a x1 (medium)",
        "choices": main(["--level", "high", "run", "a"]) == "a x1 (high)",
        "new option": main(["--dry-run", "-n", "2", "run", "a"]) == "a x2 (medium) dry",
        "held": parser.parse_args(["run", "z"]).func is app.cmd_run,
    }
