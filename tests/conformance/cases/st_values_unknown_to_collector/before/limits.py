from datetime import timedelta
from decimal import Decimal

TTL = timedelta(minutes=5)
RATE = Decimal("0.19")
