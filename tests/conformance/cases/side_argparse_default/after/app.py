import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--limit", type=int, default=20)
parser.add_argument("--name", default="x")
def main(argv): return vars(parser.parse_args(argv))
