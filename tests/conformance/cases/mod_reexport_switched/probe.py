import pkg, pkg.cli, pkg.old, pkg.new
o = pkg.old.Client()
def checks(): return {"go": pkg.cli.go() == ("new", "new", "old"), "old": o.m() == "old" and pkg.old.api() == "old" and isinstance(o, pkg.old.Client)}
