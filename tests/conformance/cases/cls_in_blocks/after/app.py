import enum
import os
import sys

if sys.version_info >= (3, 6):
    class Checked:
        seen = []
        def show(self): return "new"
        @classmethod
        def make(cls): return cls, "new"
else:
    class Checked: pass
try:
    import no_such_module
except ImportError:
    no_such_module = None
    class Fallback:
        cache = {}
        def show(self): return "new"
if not os.environ.get("NO_SUCH_SETTING"):
    class Color(str, enum.Enum):
        RED = "r"
        BLUE = "b"
        def show(self): return "new"
    def pick(): return "new"
for _ in range(1):
    class Looped:
        def show(self): return "new"
with open(__file__):
    class Within:
        def show(self): return "new"
def declare():
    global Declared
    class Declared:
        state = []
        def show(self): return "new"
declare()
