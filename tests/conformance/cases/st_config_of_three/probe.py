import handlers
from handlers import submit, limiter, enabled
submit()
held = submit


def checks():
    used = limiter.used
    answers = [submit(), held()]
    limiter.used = 7
    refused = submit()
    n = getattr(limiter, "refused", 0)
    limiter.used = used
    return {
        "default from config": answers == [7000, 7000],
        "kept used": used == 1,
        "slots": limiter.slots == 7 and refused is None and n >= 1,
        "feature": enabled("export"),
        "info": handlers.info() == {"health": "http://new/health", "connect": 1, "write": 12, "retries": 4},
    }
