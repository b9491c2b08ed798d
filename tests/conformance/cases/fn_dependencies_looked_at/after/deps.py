def tenant(name="new"):
    return name
