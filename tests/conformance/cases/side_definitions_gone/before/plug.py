from app import COMMANDS, command, export, hub


@command("plug")
def plugged():
    return "plug"


@hub.on("start")
def at_start():
    return "plug"


# It has registered what the module has defined, and its own.
export(plugged)
COMMANDS["mine"] = plugged
