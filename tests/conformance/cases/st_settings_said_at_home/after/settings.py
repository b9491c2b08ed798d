PORTS = {"http": 80, "admin": 8080}
PORTS.update({"mode": 1})
TAGS = {"x", "y"}
ARGS = ["-v", "-q"]
HOOKS = ["first"]
