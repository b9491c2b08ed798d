"""Lambdas that a function makes: the key of a display, or the text in front of it, says which one it was."""
import forms
import pairs
import tables
import ui

window = ui.Window(tables)
checked = dict(tables.validators(3))
limits = dict(pairs.validators(3))
form = forms.Form(["a"])


def checks():
    del window.log[:]
    for key in "qsd":
        window.press(key)
    return {
        "keys": window.log == ["quit2", "save2", "delete2"],
        "in pairs": (checked["min"](3), checked["min"](4), checked["int"](True), checked["int"](4)) == (False, True, False, True),
        "moved": (limits["min"](3), limits["min"](4), limits["max"](30), limits["max"](31)) == (False, True, True, False),
        "of calls": (form.fire("click"), form.fire("reset")) == (["v2 [('a', '1')]"], ["A"]),
    }
