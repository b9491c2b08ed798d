import sys

EXTRA = "/tmp/fresh_b"
sys.path.append(EXTRA)
