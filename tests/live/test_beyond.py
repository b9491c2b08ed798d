"""What new code gives to the interpreter, which no object shows: threads, and exit handlers."""

MAIN = "import logging, threading\nimport app\nMAIN = threading.main_thread()\n"
LOGS = "import logging\nlogging.getLogger('x').warning('one')\n"


def test_no_thread_is_known_that_is_not_there(t):
    """Each line that logs asks for its thread."""
    p = t.target({"app.py": "def f(): return 1\n"}, MAIN)
    p.write("app.py", "import threading\nWHO = threading.current_thread().name\ndef f(): return 2\n" + LOGS)
    p.reload("app")
    p.expect("app.f(), app.WHO, threading.enumerate() == [MAIN]", (2, "MainThread", True))
    p.write("app.py", "import threading\nthreading.current_thread()\nraise OSError('no')\n")
    p.reload("app", status=1)
    p.expect("app.f(), threading.enumerate() == [MAIN]", (2, True))


def test_new_code_is_the_first_to_import_threading(t):
    """The main thread is the main thread, and the process ends as ever."""
    main = "import collections, heapq, sys, app\nassert 'threading' not in sys.modules\nfor line in sys.stdin:\n    print('= ' + repr(eval(line)), flush=True)\n"
    p = t.target({"app.py": "def f(): return 1\n"}, main, args=["-S", "-E"], serve=False)
    p.expect("app.f()", 1)
    p.write("app.py", "import threading\ndef f(): return threading.main_thread() is threading.current_thread(), threading.enumerate()\n"
            "def start(): threading.Thread(target=print, args=('last',)).start()\n")
    p.reload("app")
    p.expect("(lambda main, all: (main, [type(o).__name__ for o in all], all[0].is_alive(), all[0].name))(*app.f())",
             (True, ["_MainThread"], True, "MainThread"))
    p.expect("app.start()", None)
    p.process.stdin.close()
    text = p.process.stdout.read()
    assert p.process.wait(10) == 0 and "Error" not in text and "Exception" not in text, text


def test_a_thread_that_new_code_starts_is_no_daemon(t):
    p = t.target({"app.py": "def f(): return 1\n"}, MAIN)
    p.write("app.py", "import threading\nSTOP = threading.Event()\nT = threading.Thread(target=STOP.wait)\nT.start()\n")
    p.reload("app", threads=False)
    p.expect("app.T.daemon, app.T.is_alive(), app.STOP.set(), app.T.join(10), app.T.is_alive()", (False, True, None, None, False))


def test_dry_run_starts_no_thread(t):
    app = "import threading\nSTOP = threading.Event()\ndef wait(): STOP.wait()\n"
    p = t.target({"app.py": app}, MAIN)
    p.write("app.py", app + "class Waiting(threading.Thread):\n    def run(self): STOP.wait()\n"
            "threading.Thread(target=wait, daemon=True).start()\nWaiting(daemon=True).start()\n")
    p.reload("app", options=["--dry-run"])
    p.expect("threading.active_count()", 1)
    p.reload("app", threads=False)
    p.expect("threading.active_count()", 3)


REGISTERED = """
def registered():
    found = []
    class Looking:
        def __eq__(self, other):
            found.append(getattr(other, "__name__", "?"))
            return False
    atexit.unregister(Looking())
    return [name for name in found if name in ("one", "two", "three")]
"""


def test_exit_handlers_of_what_has_not_happened(t):
    """Neither a refusal nor a dry run leaves one; what is said there was not there before goes on."""
    app = "import atexit\ndef one(*a): pass\ndef two(): pass\natexit.register(one, 1)\n"
    p = t.target({"app.py": app}, "import atexit, app\n" + REGISTERED)
    p.expect("registered()", ["one"])
    more = app.replace("one, 1", "one, 2") + "@atexit.register\ndef three(): pass\n"
    p.write("app.py", more)
    p.reload("app", options=["--dry-run"])
    p.expect("registered()", ["one"])
    p.write("app.py", more + "raise OSError('no')\n")
    p.reload("app", status=1)
    p.expect("registered(), atexit.register is atexit.__dict__['register'], type(atexit.register).__name__",
             (["one"], True, "builtin_function_or_method"))
    p.write("app.py", more)
    p.reload("app")
    p.expect("sorted(registered())", ["one", "three"])


def test_exit_handlers_that_cannot_be_told_apart(t):
    """atexit tells what they call, not what with: two lines that register one function, and one has changed."""
    app = "import atexit\ndef one(*a): pass\natexit.register(one, 1)\natexit.register(one, 2)\n"
    p = t.target({"app.py": app}, "import atexit, app\n" + REGISTERED)
    p.write("app.py", app.replace("one, 2", "one, 3"))
    run = p.reload("app")
    p.expect("registered()", ["one", "one", "one"])
    assert [n["detail"][:22] for n in run.doc["notes"]] == ["line 4 has run before:"], run.doc["notes"]
    p.write("app.py", app.replace("one, 2", "one, 4"))
    p.reload("app", status=1, options=["--strict"])
    p.expect("registered()", ["one", "one", "one"])
    from_import = "from atexit import register\ndef two(*a): pass\nregister(two, %d)\n"
    p.write("other.py", from_import % 1, age=100)
    p.expect("__import__('other') and registered().count('two')", 1)
    p.write("other.py", from_import % 2)
    run = p.reload("other")
    assert "stays beside" in run.doc["notes"][0]["detail"], run.doc["notes"]


CONFIGURED = """
import logging, logging.config
logging.config.dictConfig({"version": 1, "formatters": {"f": {"format": "%%(message)s"}},
    "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f"}},
    "loggers": {"svc": {"handlers": ["h"], "level": "%s"}}})
logging.basicConfig(level="%s", format="%%(message)s")
"""


def test_logging_is_as_it_was_after_a_refusal(t):
    p = t.target({"app.py": CONFIGURED % ("INFO", "ERROR")}, MAIN + "HELD = logging.getLogger('svc').handlers + logging.root.handlers\n"
                 "LATER = logging.getLogger('later')\n"
                 "def seen():\n    svc = logging.getLogger('svc')\n    return (svc.level, logging.root.level, svc.handlers + logging.root.handlers == HELD,\n"
                 "            logging._handlers['h'] is HELD[0], LATER.disabled, logging.basicConfig.__module__, logging.config._clearExistingHandlers.__module__)\n")
    as_it_was = (20, 40, True, True, False, "logging", "logging.config")
    p.expect("seen()", as_it_was)
    p.write("app.py", CONFIGURED % ("DEBUG", "DEBUG") + "raise OSError('no')\n")
    p.reload("app", status=1)
    p.expect("seen()", as_it_was)
    p.write("app.py", CONFIGURED % ("DEBUG", "DEBUG"))
    p.reload("app", options=["--dry-run"])
    p.expect("seen()", as_it_was)
    p.reload("app")
    p.expect("seen()[:2], len(logging.getLogger('svc').handlers), logging.root.handlers == HELD[1:], LATER.disabled", ((10, 10), 1, True, False))


def test_what_each_thread_has_its_own_of(t):
    """A line that sets it does so for the thread of the reload, and is named."""
    app = "import contextvars, decimal, threading\nMODE = contextvars.ContextVar('mode')\nLOCAL = threading.local()\n"
    sets = "decimal.getcontext().prec = %d\nMODE.set(%d)\nLOCAL.db = %d\n"
    p = t.target({"app.py": app + sets % (28, 1, 1)}, MAIN)
    p.write("app.py", app + sets % (4, 2, 2))
    notes = [n["detail"] for n in p.reload("app").doc["notes"]]
    assert [n[:7] for n in notes if "each thread or context" in n] == ["line 4 ", "line 5 ", "line 6 "], notes
    p.expect("app.MODE.get(), app.LOCAL.db", (1, 1))
