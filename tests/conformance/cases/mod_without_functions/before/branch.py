import os

if os.name == "nt":
    import winreg
    HOME = os.getenv("NOWHERE", "old")
else:
    HOME = os.getenv("NOWHERE", "old")
