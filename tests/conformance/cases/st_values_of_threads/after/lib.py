import contextvars

THEIRS = contextvars.ContextVar("theirs", default="theirs")
