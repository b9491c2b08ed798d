"""Every statement of the new source takes part, whatever the compiler made of its neighbours."""

from harness import edited
from program import Program


def test_statements_below_ones_that_compile_to_nothing(t):
    for nothing in ("print if 0 else None", "if 0:\n    print()", "while 0:\n    print()",
                    "'text'", "...", "assert True", "0 and print()"):
        p = Program(t, {"app.py": "x = 1\n"}, "import app\n")
        p.write("app.py", "x = 2\n" + nothing + "\nEXTRA = 5\ndef g(): return EXTRA\n")
        p.reload("app")
        p.expect("app.x, getattr(app, 'EXTRA', %r), hasattr(app, 'g') and app.g()" % nothing,
                 (2, 5, 5))


def test_lines_in_another_order_are_named(t):
    """They do not run again: the first route that matches is still the first."""
    web = "ROUTES = []\ndef route(path):\n    def put(f):\n        ROUTES.append((path, f.__name__))\n        return f\n    return put\n"
    one, two = "@route('/users/{id}')\ndef one(): return 1\n", "@route('/users/me')\ndef me(): return 2\n"
    plain = "import functools\ndef helper(): return 0\n@functools.lru_cache()\ndef cached(): return 0\n"
    p = t.target({"web.py": web, "app.py": "from web import route\n" + one + two + plain}, "import app, web\n")
    p.write("app.py", "from web import route\n" + two + one + plain)
    run = p.reload("app")
    assert [n["detail"][:6] for n in run.doc["notes"] if "another place" in n["detail"]] == ["line 4"], run.doc["notes"]
    p.write("app.py", plain + "from web import route\n" + two + one)
    assert not p.reload("app").doc["notes"], "functions may stand anywhere"


def test_lines_that_were_given_a_class_or_read_it_are_named(t):
    lib = "CONFIG = {}\ndef take(o):\n    CONFIG.update({k: v for k, v in vars(o).items() if k.isupper()})\n"
    app = "import lib\nclass Limits:\n    N = 5\nclass Dev(Limits): pass\nlib.take(Limits)\n"
    user = "import app\nfrom app import Dev, Limits\nM = app.Limits.N\ndef call(n=Dev.N): return n\ndef later(): return Limits.N\n"
    p = t.target({"lib.py": lib, "app.py": app, "user.py": user}, "import app, lib, user\n")
    p.write("app.py", app.replace("5", "7"))
    notes = [(n["module"], n["detail"]) for n in p.reload("app").doc["notes"]]
    assert [(m, d[:6]) for m, d in notes] == [("app", "line 5"), ("user", "line 3")], notes
    p.expect("app.Limits.N, user.M, user.later()", (7, 5, 7))
    p.reload("app", "user")
    p.expect("user.M, user.call()", (7, 7))


def test_lines_that_ask_what_there_is_are_named(t):
    """For subclasses, through globals(), by a method that reads a constant, or by an assigned call whose line is gone."""
    bus = "class Bus:\n    def __init__(self): self.topics = {}\n    def on(self, f): self.topics[PREFIX] = f\n"
    v1 = ("FLAGS = {}\ndef define(name):\n    FLAGS[name] = object()\n    return FLAGS[name]\n"
          "PREFIX = 'a'\n" + bus + "class Base: pass\n"
          "def find(): return sorted(n for n in globals() if n.startswith('cmd_'))\n"
          "def cmd_a(): return 1\n"
          "COMMANDS = find()\n"
          "NAMES = [c.__name__ for c in Base.__subclasses__()]\n"
          "bus = Bus()\n"
          "bus.on(cmd_a)\n"
          "OLD = define('old')\n")
    p = t.target({"app.py": v1}, "import app\n")
    v2 = v1.replace("OLD = define('old')\n", "class New(Base): pass\n")
    p.write("app.py", v2)
    run = p.reload("app")
    there, calls = "asks what classes or names there are, and there are others now", "what it calls, or what its decorators were given, has changed"
    assert [n["detail"] for n in run.doc["notes"]] == [
        "line 12 was not run again, but " + there,
        "what line 16 of the old source did stands; the line is not there any more"], run.out
    p.write("app.py", v2.replace("class Base: pass\n", "class Base: pass\nclass More(Base): pass\n")
            .replace("COMMANDS", "def cmd_b(): return 2\nCOMMANDS").replace("PREFIX = 'a'", "PREFIX = 'b'"))
    notes = [n["detail"] for n in p.reload("app").doc["notes"]]
    assert notes == ["line %d was not run again, but %s" % x for x in ((14, there), (17, calls))], notes
    p.expect("app.NAMES", ["More"])  # New stands below the line


def test_lines_of_others_that_looked_through_the_names_are_named(t):
    app = "def on_start(): return 1\ndef on_old(): return 1\n"
    server = "import app\nHOOKS = [f for name, f in sorted(vars(app).items()) if name.startswith('on_')]\n"
    note = ("server", "line 2 has looked through the names of app, which has others now: name this module too if that matters")
    for pyc in (True, False):
        for new in (app + "def on_stop(): return 2\n", app.split("def on_old")[0]):
            p = t.target({"app.py": app, "server.py": server}, "import app, server\n", pyc=pyc)
            p.write("app.py", app.replace("1", "2"))
            assert p.reload("app").doc["notes"] == []
            p.write("app.py", new)
            notes = [(n["module"], n["detail"]) for n in p.reload("app").doc["notes"]]
            assert notes == [note], (pyc, new, notes)
    p = t.target({"app.py": app, "server.py": server}, "import app, server\n", pyc=False)
    p.write("app.py", app + "def on_stop(): return 2\n")
    notes = [(n["module"], n["detail"]) for n in p.reload("app").doc["notes"]]
    assert notes == [note], notes


def test_lines_that_a_changed_decorator_was_applied_in_are_named(t):
    """In modules that are not named: what it did then it has not done otherwise."""
    reg = "STEPS = {}\ndef step(name):\n    def put(f):\n        STEPS[name] = f\n        return f\n    return put\n"
    p = t.target({"reg.py": reg, "plug.py": "import reg\n@reg.step('a')\ndef a(): return 1\n"}, "import plug, reg\n")
    p.write("reg.py", reg.replace("        return f\n", "        f.pure = True\n        return f\n"))
    notes = [(n["module"], n["detail"][:40]) for n in p.reload("reg").doc["notes"]]
    assert notes == [("plug", "line 2 was decorated by the old step: na")], notes
    run = p.reload("reg", options=["--strict"])
    assert not run.doc["notes"], run.out


def test_a_subcommand_with_another_help(t):
    """Since 3.11 argparse refuses a second one of its name; before that its help has both lines, and a note says so."""
    app = ("import argparse\nparser = argparse.ArgumentParser(prog='svc')\ncommands = parser.add_subparsers(dest='command')\n"
           "run = commands.add_parser('run', help='start it')\nrun.add_argument('-n', type=int, default=4)\n"
           "stop = commands.add_parser('stop', help='stop it')\n")
    p = t.target({"app.py": app}, "import app\nparser = app.parser\n")
    for i in (1, 2, 3):
        p.write("app.py", app.replace("start it", "start it %d" % i).replace("4", str(i)))
        run = p.reload("app")
        p.expect("vars(parser.parse_args(['run'])), app.parser is parser", ({"command": "run", "n": i}, True))
        helps = [line.split()[-1] for line in eval(p.ask("parser.format_help()")).split("\n") if "start it" in line]
        assert helps == [str(i)] if t.version >= (3, 11) else str(i) in helps and run.doc["notes"], (helps, run.doc["notes"])


def test_objects_made_with_a_value_of_the_class_are_named(t):
    """By an __init__ of another module, which nothing evaluates again; a class without objects has none to name."""
    lib = ("class Field:\n    def __init__(self):\n        self.messages = {}\n        for c in reversed(type(self).__mro__):\n"
           "            self.messages.update(getattr(c, 'default_messages', {}))\n")
    app = "from lib import Field\nclass Iban(Field):\n    default_messages = {'invalid': 'bad'}\n    size = 1\nclass Form:\n    iban = Iban()\n"
    p = t.target({"app.py": app, "lib.py": lib}, "import app\nmine = app.Iban()\n")
    p.write("app.py", edited(app, ("size = 1", "size = 2")))
    assert p.reload("app").doc["notes"] == []
    p.write("app.py", edited(app, ("size = 1", "size = 2"), ("'bad'", "'not an IBAN'")))
    notes = [(n["name"], n["detail"]) for n in p.reload("app").doc["notes"]]
    assert notes == [("Iban.default_messages",
                      "__init__ of Field has read it, and what it has made of that is as it was in objects made before: 2")], notes
    p.expect("mine.messages, app.Iban().messages", ({"invalid": "bad"}, {"invalid": "not an IBAN"}))
    p = t.target({"app.py": app.split("class Form")[0], "lib.py": lib}, "import app\n")
    p.write("app.py", edited(app.split("class Form")[0], ("'bad'", "'worse'")))
    assert p.reload("app").doc["notes"] == []


def test_settings_that_are_said_otherwise_leave_nothing_to_say(t):
    """What the old lines had put into another module's containers is taken out: no note says that it stands."""
    v1 = ("import conf\nfrom conf import TAGS\nconf.PORTS.update({'http': 81, 'extra': 1})\nconf.HOOKS.extend(['a', 'b'])\n"
          "conf.HOOKS += ['z']\nTAGS.update(['x', 'y'])\n")
    p = t.target({"app.py": v1, "conf.py": "PORTS = {'http': 80}\nHOOKS = ['a']\nTAGS = {'x'}\n"}, "import app, conf\n")
    p.write("app.py", v1.replace("'http': 81, 'extra': 1", "'extra': 2").replace("['a', 'b']", "['c']").replace("['x', 'y']", "['w']"))
    run = p.reload("app")
    assert not run.doc["notes"], run.out
    p.expect("(conf.PORTS, conf.HOOKS, sorted(conf.TAGS))", ({"http": 80, "extra": 2}, ["a", "c", "z"], ["w", "x"]))


def test_in_a_process_that_has_loaded_next_to_nothing(t):
    """Not `types`, which most have: attributes that come are made of others in an object that stands for the instance."""
    v1 = ("class Box:\n    def __init__(self, w, h):\n        self.w, self.h = w, h\n"
          "    def mix(self, n): return n + self.h\nBOXES = [Box(1, 2), Box(3, 4)]\n")
    p = t.target({"app.py": v1}, "import app\n")
    p.write("app.py", v1.replace("= w, h\n", "= w, h\n        self.area = self.w * self.h\n        self.more = self.mix(self.w)\n"))
    p.reload("app")
    p.expect("[(b.area, b.more) for b in app.BOXES]", [(2, 3), (12, 7)])
