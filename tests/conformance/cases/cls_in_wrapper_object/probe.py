"""A decorator replaces the class by an object that makes its instances."""
import app
from app import Service

service = Service()


def checks():
    return {
        "methods": service.show() == "new" and getattr(service, "more", str)() == "more",
        "values": service.size == 2,
        "state": service in app.Service.made and Service is app.Service,
        "same class": isinstance(service, Service.cls) and isinstance(Service(), type(service)),
    }
