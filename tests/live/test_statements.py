"""Every statement of the new source takes part, whatever the compiler made of its neighbours."""

from program import Program


def test_statements_below_ones_that_compile_to_nothing(t):
    for nothing in ("print if 0 else None", "if 0:\n    print()", "while 0:\n    print()",
                    "'text'", "...", "assert True", "0 and print()"):
        p = Program(t, {"app.py": "x = 1\n"}, "import app\n")
        p.write("app.py", "x = 2\n" + nothing + "\nEXTRA = 5\ndef g(): return EXTRA\n")
        p.reload("app")
        p.expect("app.x, getattr(app, 'EXTRA', %r), hasattr(app, 'g') and app.g()" % nothing,
                 (2, 5, 5))
