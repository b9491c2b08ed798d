import enum
import os
import sys

if sys.version_info >= (3, 6):
    class Checked:
        seen = []
        def show(self): return "old"
        @classmethod
        def make(cls): return cls, "old"
else:
    class Checked: pass
try:
    import no_such_module
except ImportError:
    no_such_module = None
    class Fallback:
        cache = {}
        def show(self): return "old"
if not os.environ.get("NO_SUCH_SETTING"):
    class Color(str, enum.Enum):
        RED = "r"
        BLUE = "b"
        def show(self): return "old"
    def pick(): return "old"
for _ in range(1):
    class Looped:
        def show(self): return "old"
with open(__file__):
    class Within:
        def show(self): return "old"
def declare():
    global Declared
    class Declared:
        state = []
        def show(self): return "old"
declare()
