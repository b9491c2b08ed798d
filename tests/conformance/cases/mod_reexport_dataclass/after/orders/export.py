import dataclasses
from orders import Order, Line

@dataclasses.dataclass
class GiftOrder(Order):
    message: str = "hi"

def to_dict(order):
    return dataclasses.asdict(order)

FIELDS = [f.name for f in dataclasses.fields(Line)]
