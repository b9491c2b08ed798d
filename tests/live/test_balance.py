"""What a reload takes hold of it lets go of: references balance, in every situation of the conformance cases.

A debug build of CPython counts all references; elsewhere it is the objects that the collector knows.  Each
interpreter has its share of the cases; with --all each has all of them.
"""

import json
import os
import re
import shutil
import subprocess
import time

import harness
from program import SYSTEM, Program, tool

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance", "cases")
PROGRAM = """
import gc, json, sys
import probe
references = getattr(sys, "gettotalrefcount", int)
print("ready", flush=True)
for _ in sys.stdin:
    # What Repo[int] gave is kept for the last 128 of its kind.
    for clear in getattr(sys.modules.get("typing"), "_cleanups", ()): clear()
    # By design a holder keeps what the source makes no more.
    getattr(probe, "let_go", int)()
    while gc.collect(): pass
    print(json.dumps([references(), len(gc.get_objects())]), flush=True)
"""
ROUNDS, EVERY = 8, 2  # in the first ones the caches of CPython fill
SLACK = 1  # in so many rounds


class Case:
    def __init__(self, t, python, name):
        self.path = os.path.join(CASES, name)
        self.dir = os.path.join(t.dir, name)
        self.arguments = ["app"]
        if os.path.exists(os.path.join(self.path, "reload")):
            with open(os.path.join(self.path, "reload")) as f:
                self.arguments = f.read().split()
        self.write("before", age=100)  # so that its .pyc is trusted
        shutil.copyfile(os.path.join(self.path, "probe.py"), os.path.join(self.dir, "probe.py"))
        self.p = t.start(python, "-c", PROGRAM, cwd=self.dir, env=Program.environment({}, True), text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.p.stdout.readline() == "ready\n", name

    def files(self, version):
        top = os.path.join(self.path, version)
        return {os.path.relpath(os.path.join(root, n), top): os.path.join(root, n)
                for root, _, names in os.walk(top) for n in names}

    def write(self, version, age=0):
        files = self.files(version)
        for name in self.files("before" if version == "after" else "after"):
            if name not in files and os.path.exists(os.path.join(self.dir, name)):
                os.unlink(os.path.join(self.dir, name))
        for name, source in files.items():
            to = os.path.join(self.dir, name)
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copyfile(source, to + ".new")
            os.utime(to + ".new", (time.time() - age,) * 2)
            os.replace(to + ".new", to)

    def counts(self):
        self.p.stdin.write("\n")
        self.p.stdin.flush()
        return json.loads(self.p.stdout.readline())

    def play(self):
        counts = []
        for i in range(ROUNDS):
            self.write("before" if i % 2 else "after")
            run = tool(self.p.pid, *self.arguments)
            # 4: the lock that a probe holds would be replaced.
            assert run.status in (0, 1) or "holds a lock" in run.out, (self.path, run.status, run.out, run.err)
            if i % EVERY == EVERY - 1:
                counts.append(self.counts())
        self.p.stdin.close()
        self.p.wait(timeout=20)
        return [steady([b - a for a, b in zip(counts[1:], counts[2:])]) for counts in zip(*counts)]


def steady(steps):
    """What is not let go of grows with each step; a cache that is filled later, once."""
    return min(steps, key=abs) if all(s > 0 for s in steps) or all(s < 0 for s in steps) else 0


def unbalanced(t, python, name):
    more = Case(t, python, name).play()
    return more if max(map(abs, more)) > SLACK else None


def test_references_balance(t):
    python, counted = t.python, "objects"
    debug = os.path.realpath(SYSTEM) + "-dbg"
    if python == SYSTEM and os.path.exists(debug):
        python, counted = debug, "all references"
    names = sorted(os.listdir(CASES))
    if not harness.ALL:
        share = 12 if counted == "objects" else 6
        names = names[int(re.search(r"3\.(\d+)", os.path.realpath(python)).group(1)) % share::share]
    grown = {}
    for name in names:
        more = unbalanced(t, python, name)
        # What is not let go of is so again; other seeds of hashes may hide it.
        if more and any(unbalanced(t, python, name) for _ in range(3)):
            grown[name] = more
    t.note("%d reloads; counted: %s" % (len(names) * ROUNDS, counted))
    assert not grown, grown
