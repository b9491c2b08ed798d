import app
import lib
from app import payments

payments.used = 3


def checks():
    return {
        "method": app.DECLINED == "PAY-0042" and app.FRAUD == "PAY-0043" and app.text() == "PAY-0042 PAY-0043",
        "text": app.AGENT == "new agent/<PAY>",
        "operator": app.STEPS.names == ("strip", "lower") and type(app.STEPS) is lib.Step,
        "property": app.MOST == 22 and app.BURST == 8,
        "attribute": app.BASE == 8,
        "the same object": app.payments is payments is lib.payments and payments.used == 3 and type(payments) is lib.Codes,
    }
