import registry
from app import big, users

held = [big, users]


def checks():
    return {
        "size": registry.RULES["big"][0] == 2000,
        "function": registry.RULES["big"][1](2500) and not held[0](1500),
        "routes": list(registry.ROUTES) == ["/v2/users"],
        "home": registry.ROUTES.get("/v2/users", held[1])() == "/v2/home" and held[1]() == "/v2/home",
    }
