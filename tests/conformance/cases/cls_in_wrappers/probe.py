"""Only a wrapper knows the class, and the objects that it has made: both are new, and still the same."""
import app
from app import Config, Database, Money, Single, pool

config, database, money, shared, single = Config(), Database(), Money(1), pool(), Single()
config.hits = 7
database.add()
shared.connections.append(1)


def checks():
    config.hits = 7
    return {
        "singleton": config.hit() == ("new", 8) and config.timeout == 2 and config.more() == "more",
        "still the one": Config() is app.Config() is config and app.Config().hits == 8,
        "closure": Database() is database and database.close() == "closed" and database.connections == [1],
        "cached class": money.show() == ("new", 1) and money.currency == "new" and money.more() == "more",
        "same class": isinstance(money, Money.__wrapped__) and Money(2).more() == "more" and Money is app.Money,
        "cached function": pool() is shared and shared.close() == "closed" and shared.size == 2,
        "by __new__": Single() is single and single.more() == "more" and single.level == 2,
    }
