"""Fields that are put in order by a number which each got when it was made; the lines of some of them have changed."""
from app import Base, More

message = Base.message


def checks():
    return {
        "order": Base.fields() == ["subject", "message", "mail", "stars"],
        "below": More.fields()[:2] == ["subject", "message"] and set(More.fields()) == {"subject", "message", "mail", "stars", "city"},
        "new": Base.subject.options == {"longest": 50} and Base.stars.options == {"most": 10},
        "the same object": Base.message is message,
    }
