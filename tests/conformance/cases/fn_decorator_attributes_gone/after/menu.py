from app import edit, view
items = {"edit": edit, "view": view}
def allowed(name, perms):
    need = getattr(items[name], "perm", None)
    return need is None or need in perms
