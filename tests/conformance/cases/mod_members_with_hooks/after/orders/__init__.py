from .service import Service, checkout
from .models import Order, Status

__all__ = ["Service", "checkout", "Order", "Status"]
