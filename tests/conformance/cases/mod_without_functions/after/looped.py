import os

for extra in ():
    item = extra
with open(os.devnull) as null:
    text = null.read()
del null
HOME = os.getenv("NOWHERE", "new")
