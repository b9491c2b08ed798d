import sys

EXTRA = "/tmp/fresh_a"
sys.path.append(EXTRA)
