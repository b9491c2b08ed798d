"""The lines of the class are as before; what they call or read is not."""
from app import Api, Service

api = Api()
where = api.where


def checks():
    return {
        "call": Service.data == ["new", 1, 1],
        "made of it": (Service.size, Service.label) == (3, "new-3"),
        "decorator of a method": (Service.run.tag, Service.held.tag) == ("new", "new"),
        "decorator with arguments": (Service.a.role, getattr(Service.a, "path", "")) == ("guest", "/a"),
        "argument that was given": (Service.b.role, getattr(Service.b, "path", "")) == ("admin", "/b"),
        "constant": (Api.prefix, Api.upper, Api.both) == ("/v22/api", "/V22", ["/v22"] * 2),
        "constant in a table": Api.urls == {"a": "/v22", "b": "/v22/b"},
        "constant as default": api.where() == where() == "/v22",
    }
