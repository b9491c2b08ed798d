"""Situations that a live process is in when its source changes: each on the system's interpreter, the oldest and the
newest of this machine, one in two on one of those between, too, in turn; with --all each on every one.

usage: run.py [--all] [--python PATH]... [-j N] [CASE]...

A case is a directory:
    before/    the sources that the process starts with
    after/     the sources that it is to run
    probe.py   what it does with them.  It knows nothing of reloading: its top level takes
               references, its checks() returns {what: whether it is as in a fresh process}
    reload     module names and options for the command, a line each time that it is called; without it: app
    unknowable what the process cannot tell of the old source by itself, in words

Each runs twice, with the .pyc of the old source and without.  Outcome of a case:
    right      every check holds
    said       some do not, and the report names what was kept, left or not compared
    refused    the command said no, and the checks are as before
    WRONG      some do not, and nothing was said
    DIED       the process ended, or the command did not work
    EMPTY      every check held before the reload, too, though before/ and after/ differ: it shows nothing
Nothing but right will do; without .pyc a case that is unknowable may be said or refused.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "live"))
sys.dont_write_bytecode = True

import harness  # noqa: E402
from run import in_turn, interpreters  # noqa: E402

# Answers one line of JSON for each line that it gets; to "aside" in a child, for checks use things up.
PROGRAM = """
import json, os, sys
import probe
def _answer():
    try: print(json.dumps(probe.checks()), flush=True)
    except BaseException as e: print(json.dumps({"checks() itself": "%s: %s" % (type(e).__name__, e)}), flush=True)
print("ready", flush=True)
for _line in sys.stdin:
    if _line != "aside\\n": _answer()
    elif os.fork() == 0: _answer(); os._exit(0)
    else: os.wait()
"""
Outcome = collections.namedtuple("Outcome", "word detail")


def copy(source, target, age=0):
    for root, _, names in os.walk(source):
        for name in names:
            to = os.path.join(target, os.path.relpath(os.path.join(root, name), source))
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copyfile(os.path.join(root, name), to + ".new")
            if age:
                os.utime(to + ".new", (os.path.getmtime(to + ".new") - age,) * 2)
            os.replace(to + ".new", to)


class Process:
    def __init__(self, case, python, pyc):
        self.dir = tempfile.mkdtemp(prefix="conformance-")
        copy(os.path.join(case, "before"), self.dir, 100)
        shutil.copyfile(os.path.join(case, "probe.py"), os.path.join(self.dir, "probe.py"))
        environment = dict(os.environ, PYTHONHASHSEED="random")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not pyc:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.process = subprocess.Popen([python, "-c", PROGRAM], cwd=self.dir, env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if self.process.stdout.readline() != "ready\n":
            raise AssertionError("the probe does not start: " + self.process.stderr.read()[-300:])

    def checks(self, command=""):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("ended: " + self.process.stderr.read()[-300:])
        return {name: value for name, value in json.loads(line).items() if value is not True}

    def end(self):
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.dir, ignore_errors=True)


def is_said(doc):
    """That data of unchanged lines is kept says nothing of what is stale."""
    kept = [entry for entry in doc["kept"] if entry["detail"] != "its line is unchanged"]
    return bool(kept or doc["stale"] or doc["notes"])


def contents(directory):
    """{relative path: what the file says}"""
    found = {}
    for root, _, names in os.walk(directory):
        for name in names:
            with open(os.path.join(root, name), "rb") as f:
                found[os.path.relpath(os.path.join(root, name), directory)] = f.read()
    return found


def play(case, python, pyc):
    commands = [["app"]]
    if os.path.exists(os.path.join(case, "reload")):
        with open(os.path.join(case, "reload")) as f:
            commands = [line.split() for line in f]
    process = None
    try:
        process = Process(case, python, pyc)
        before = process.checks("aside")
        old, new = contents(os.path.join(case, "before")), contents(os.path.join(case, "after"))
        if not before and old != new:
            return Outcome("EMPTY", "every check held before the reload")
        for relative in old.keys() - new.keys():
            os.unlink(os.path.join(process.dir, relative))
        copy(os.path.join(case, "after"), process.dir)
        said = False
        for arguments in commands:
            run = harness.tool(process.process.pid, *arguments)
            if run.status == 1:
                return Outcome("refused" if process.checks() == before else "WRONG", run.doc["error"]["message"])
            if run.status or not run.doc:
                return Outcome("DIED", "exit %d: %s" % (run.status, run.out + run.err))
            said = said or is_said(run.doc)
        failed = process.checks()
        if not failed:
            return Outcome("right", "")
        return Outcome("said" if said else "WRONG", "; ".join(sorted(failed)))
    except (AssertionError, OSError, ValueError) as e:
        return Outcome("DIED", str(e).strip().replace("\n", " "))
    finally:
        if process:
            process.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--python", action="append")
    parser.add_argument("-j", type=int, default=min((os.cpu_count() or 1) + 1, 4))
    parser.add_argument("case", nargs="*")
    options = parser.parse_args()
    found, missing = (options.python, []) if options.python else interpreters()
    cases = [os.path.normpath(case) for case in options.case] or sorted(os.path.join(HERE, "cases", n) for n in os.listdir(os.path.join(HERE, "cases")))
    for minor in missing:
        print("skipped  python%s: not on this machine" % minor)
    bad, total = [], 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        jobs = {(case, python, pyc): pool.submit(play, case, python, pyc)
                for python in found for i, case in enumerate(cases) for pyc in (True, False)
                if options.all or python in in_turn(found, i)}
        for python in found:
            count = collections.Counter()
            print("\n%s" % os.path.realpath(python))
            print("  %-28s %-8s  %-12s" % ("", "with .pyc", "without"))
            for case in cases:
                if (case, python, True) not in jobs:
                    continue
                with_pyc, without = (jobs[case, python, pyc].result() for pyc in (True, False))
                count.update(["with " + with_pyc.word, "without " + without.word])
                total += 2
                print("  %-28s %-9s  %-9s %s" % (os.path.basename(case), with_pyc.word, without.word,
                                                 (with_pyc.detail or without.detail)[:100]))
                unknowable = os.path.exists(os.path.join(case, "unknowable"))
                for outcome, fine in ((with_pyc, ("right",)),
                                      (without, ("right", "said", "refused") if unknowable else ("right",))):
                    if outcome.word not in fine:
                        bad.append("%s on %s: %s (%s)" % (os.path.basename(case), os.path.basename(
                            os.path.realpath(python)), outcome.word, outcome.detail[:300]))
            print("  " + ", ".join("%d %s" % (n, word) for word, n in sorted(count.items())))
            sys.stdout.flush()
    print()
    for line in bad:
        print("FAILED   " + line)
    print("%d passed, %d failed, %d skipped" % (total - len(bad), len(bad), len(missing)))
    return 1 if bad or not total else 0


if __name__ == "__main__":
    sys.exit(main())
