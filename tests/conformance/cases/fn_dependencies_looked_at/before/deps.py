def tenant(name="old"):
    return name
