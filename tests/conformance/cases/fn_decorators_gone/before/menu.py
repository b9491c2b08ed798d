from app import edit, view, stats, Panel
import functools
items = [("edit", edit), ("view", view), ("stats", functools.partial(stats, {"perms": []}))]
panel = Panel()
show = panel.show
