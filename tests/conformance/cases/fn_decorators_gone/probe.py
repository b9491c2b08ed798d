import app, menu
nobody, basic = {"perms": []}, {"perms": ["basic"]}
for name, fn in menu.items:
    if name == "stats": fn()
menu.show()
size = app.Panel.size
size(2)
def safe(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__
def checks():
    items = dict(menu.items)
    a, b = safe(menu.show), safe(menu.show)
    return {"edit": safe(items["edit"], nobody, "x") == "edit2 x", "from": safe(menu.edit, nobody, "y") == "edit2 y",
            "view": safe(items["view"], basic) == "view2" and safe(items["view"], nobody) == "denied basic",
            "stats": safe(items["stats"]) == 100 and safe(app.stats, basic) == 101,
            "show": a[:5] == b[:5] == "show2" and a != b,
            "size": safe(size, 2) == 4 and app.Panel.size(3) == 6,
            "attr": not hasattr(menu.edit, "perm"),
            "one": menu.edit is app.edit and menu.view is app.view and menu.stats is app.stats}
