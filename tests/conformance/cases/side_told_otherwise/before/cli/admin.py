from .registry import command


@command("stop")
def stop():
    return "stopped"
