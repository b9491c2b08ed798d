"""Whoever loads the module puts names in before it is executed; neither source binds them."""
import importlib.util
import sys
from types import SimpleNamespace

spec = importlib.util.spec_from_file_location("plug", "plug.py")
plug = importlib.util.module_from_spec(spec)
plug.host, plug.version = SimpleNamespace(name="h"), 3
sys.modules["plug"] = plug
spec.loader.exec_module(plug)


def checks():
    return {"described": plug.describe() == "h = 3"}
