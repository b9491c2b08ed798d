import app, menu
def checks():
    return {"edit": menu.edit([]) == "edit2", "allowed": menu.allowed("edit", []),
            "view": menu.view(["read"]) == "view2" and menu.view(["view"]) == "denied",
            "perm": menu.allowed("view", ["read"]) and not menu.allowed("view", ["view"])}
