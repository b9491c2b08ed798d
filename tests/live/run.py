"""Run the live tests: each on the system's interpreter, the oldest and the newest of this machine, one in two on one of those
between, too, in turn; with --all each on every one.

usage: run.py [--all] [--python PATH]... [-k TEXT]... [-j N]
"""

import argparse
import concurrent.futures
import glob
import importlib
import os
import shutil
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import harness  # noqa: E402

MINORS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
SYSTEM = "/usr/bin/python3"


def interpreters():
    """([paths], [skipped minors]); the system's own may not be missing."""
    if not os.path.exists(SYSTEM):
        sys.exit("run.py: %s is missing" % SYSTEM)
    found, missing = [SYSTEM], []
    for minor in MINORS:
        here = sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/%s.*/bin/python%s" % (minor, minor))))
        if here:
            found.append(here[-1])
        else:
            missing.append(minor)
    return found, missing


def outer(found):
    """The system's own, the oldest and the newest."""
    return list(dict.fromkeys(found[:2] + found[-1:]))


def in_turn(found, i):
    """Those that the i-th test or case runs on."""
    between = found[2:-1]
    return list(dict.fromkeys(outer(found) + between[i // 2 % len(between):][:1 - i % 2] if between else found))


def tests(wanted):
    for path in sorted(glob.glob(os.path.join(HERE, "test_*.py"))):
        module = importlib.import_module(os.path.basename(path)[:-3])
        for name in sorted(vars(module)):
            if name.startswith("test_") and all(w in module.__name__ + "." + name for w in wanted):
                yield module.__name__ + "." + name, getattr(module, name)


def run(name, function, python):
    directory = tempfile.mkdtemp(prefix="pyreload-live-")
    # Another user must be able to reach what some tests put there.
    os.chmod(directory, 0o755)
    test = harness.Test(python, directory)
    began = time.time()
    try:
        function(test)
        result, detail = "passed", ""
    except harness.Skip as e:
        result, detail = "skipped", str(e)
    except BaseException:
        result, detail = "FAILED", traceback.format_exc()
    finally:
        test.end()
        shutil.rmtree(directory, ignore_errors=True)
    return result, detail, test.notes, time.time() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--python", action="append")
    parser.add_argument("-k", action="append", default=[])
    parser.add_argument("-j", type=int, default=min((os.cpu_count() or 1) + 1, 4))
    options = parser.parse_args()
    harness.ALL = options.all
    found, missing = (options.python, []) if options.python else interpreters()
    counts = {"passed": 0, "FAILED": 0, "skipped": 0}
    for minor in missing:
        print("skipped  python%s: not on this machine" % minor)
        counts["skipped"] += 1
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        jobs = {}
        for i, (name, function) in enumerate(tests(options.k)):
            # A test names interpreters of its own when it needs a package of the system.
            for python in getattr(function, "pythons", found if options.all else in_turn(found, i)):
                jobs[pool.submit(run, name, function, python)] = name, python
        for job in concurrent.futures.as_completed(jobs):
            name, python = jobs[job]
            result, detail, notes, took = job.result()
            counts[result] += 1
            print("%-8s %-50s %-18s %5.1f s" % (result, name, os.path.basename(os.path.realpath(python)), took))
            for note in notes:
                print("         " + note)
            if detail:
                print("         " + detail.rstrip().replace("\n", "\n         "))
            sys.stdout.flush()
    print("%d passed, %d failed, %d skipped" % (counts["passed"], counts["FAILED"], counts["skipped"]))
    return 1 if counts["FAILED"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
