import argparse

parser = argparse.ArgumentParser(prog="svc")
commands = parser.add_subparsers(dest="command")
run = commands.add_parser("run", help="start it now")
run.add_argument("-n", type=int, default=8)
stop = commands.add_parser("stop", help="stop it")


def parse(line):
    return vars(parser.parse_args(line.split()))
