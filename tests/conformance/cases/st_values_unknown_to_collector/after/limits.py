from datetime import timedelta
from decimal import Decimal

TTL = timedelta(minutes=9)
RATE = Decimal("0.25")
