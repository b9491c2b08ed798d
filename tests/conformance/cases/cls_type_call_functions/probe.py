"""A function that is also a method: of a class with another body, of one made by type(), of one with other slots."""
import app
from app import Called, Holder, Slotted, hello

holder, called, slotted = Holder(), Called(), Slotted()
bound, own = slotted.hello, slotted.own


def checks():
    return {
        "held": hello(0) == "new" and app.hello is Called.hello,
        "in the module": app.hello(0) == "new",
        "method under other names": holder.hi() == holder.late() == holder.table["a"](0) == "new" and holder.n == 2,
        "class made by type()": called.hello() == app.Called().hello() == "new" and called.n == 1,
        "other slots": slotted.hello() == bound() == Slotted().hello() == "new",
        "method beside it": own() == slotted.own() == "new",
    }
