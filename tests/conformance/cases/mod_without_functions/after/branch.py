import os

if os.name == "nt":
    import winreg
    HOME = os.getenv("NOWHERE", "new")
else:
    HOME = os.getenv("NOWHERE", "new")
