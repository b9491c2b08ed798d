"""How long a reload takes, and where: 2,000 functions and 200 classes that all change,
in processes with small and large heaps.  Prints a table; asserts nothing.

usage: bench.py [PYTHON]...
"""

import os
import statistics
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "live"))
sys.dont_write_bytecode = True

import harness  # noqa: E402

RUNS = 10


def source(version):
    lines = []
    for i in range(2000):
        lines.append("def f%d(a, b=1):\n    return (%d, a, b, %d)\n" % (i, version, i))
    for i in range(200):
        lines.append("class C%d:\n    def m(self): return %d\n    def n(self): return self.m() + %d\n"
                     % (i, version, version))
    return "".join(lines)


def measure(python, objects):
    test = harness.Test(python, tempfile.mkdtemp())
    try:
        target = test.target({"app.py": source(0)}, "import app\nheap = [[i] for i in range(%d)]" % objects)
        times = []
        for version in range(1, RUNS + 1):
            target.write("app.py", source(version))
            run = harness.tool("--timeout", 60, target.pid, "app")
            assert run.status == 0, run
            target.expect("app.f7(1), app.C9().n()", ((version, 1, 1, 7), 2 * version))
            times.append(run.doc["times"])
        return [statistics.median(t[k] for t in times) for k in ("stop_ms", "gil_ms", "commit_ms")]
    finally:
        test.end()


def main():
    print("%-28s %10s %10s %10s %10s" % ("python", "objects", "stop ms", "GIL ms", "commit ms"))
    for python in sys.argv[1:] or ["/usr/bin/python3"]:
        for objects in (0, 1000000):
            print("%-28s %10d %10.2f %10.2f %10.2f" % (
                os.path.basename(os.path.realpath(python)), objects, *measure(python, objects)), flush=True)


if __name__ == "__main__":
    main()
