import app
import bus
from app import service


def checks():
    return {
        "once": bus.emit("order", 5) == [("v2", 5, 3)],
        "importer": service is app.service and service.retries == 3,
    }
