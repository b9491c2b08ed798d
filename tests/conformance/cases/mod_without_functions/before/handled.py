import os

try:
    PORT = int(os.getenv("NOWHERE", "x"))
except ValueError as e:
    PORT = len(str(e)) and 80
HOME = os.getenv("NOWHERE", "old")
