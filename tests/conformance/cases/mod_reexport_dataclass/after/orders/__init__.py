from orders.model import Order, Line
