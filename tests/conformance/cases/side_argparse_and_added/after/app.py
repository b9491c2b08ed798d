import argparse
import sys

LEVELS = ["low", "medium", "high"]

parser = argparse.ArgumentParser("tool", description="A tool.")
parser.add_argument("--level", choices=LEVELS, default="medium")
parser.add_argument("-n", "--count", type=int, default=1)
parser.add_argument("--dry-run", action="store_true")
sub = parser.add_subparsers(dest="cmd")
run_p = sub.add_parser("run")
run_p.add_argument("target")


def cmd_run(args):
    return "%s x%d (%s)%s" % (args.target, args.count, args.level, " dry" if args.dry_run else "")


run_p.set_defaults(func=cmd_run)


def main(argv):
    args = parser.parse_args(argv)
    return args.func(args)
