"""Only the package is named: its submodule, which it imports later now, stays where it is."""
import pkg
import user
from pkg import f


def checks():
    return {"package": f() == pkg.f() == ("late", "b"), "others": user.use() == "b"}
