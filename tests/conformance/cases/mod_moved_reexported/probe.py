import pkg, user
from pkg import f as pf, K
k = pkg.K()
run = pkg.a.run
e = pkg.Err("x")
def checks():
    r = {
      "moved fn": pf() == "two b" and user.call() == "two b" and pkg.f() == "two b",
      "moved class": k.m() == "two b" and type(k) is pkg.K is K,
      "isinstance": isinstance(k, pkg.b.K),
      "old home": not hasattr(pkg.a, "helper_only_old"),
      "module attr": pkg.K.__module__ == "pkg.b",
      "star": pkg.s1() == "s1 two" and "s1" in pkg.__all__ and "s2" in pkg.__all__ and pkg.s2() == "s2",
      "a namesake is another": run(1) == "a" and pkg.b.run(1, 2) == "b" and not hasattr(pkg.a, "run"),
      "aliased": pkg.alias() == "two b",
    }
    try: raise user.E("q")
    except pkg.b.Err: r["except"] = True
    except Exception: r["except"] = False
    return r
