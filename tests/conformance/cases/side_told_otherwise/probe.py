import cli
from cli import run, COMMANDS
from cli.files import rm
held = cli.COMMANDS["ls"]


def checks():
    return {
        "new name": run("list /") == "listing of /",
        "old name is an alias": run("ls /") == "listing of /" and run("dir /") == "listing of /",
        "new command": run("cp a b") == "a -> b",
        "usage": run("rm") == "usage: rm",
        "held command": held("x") == "listing of x" and rm("x") == "removing x",
        "the registry": sorted(COMMANDS) == ["cp", "dir", "list", "ls", "rm", "stop"],
        "not touched": run("stop") == "stopped",
        "unknown": run("zap") == "unknown command: zap",
    }
