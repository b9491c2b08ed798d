import app
import metrics
from app import ERRORS, HITS

app.handle()


def checks():
    return {
        "kept": app.HITS is HITS is metrics.REGISTRY["hits"] and HITS.count > 0,
        "changed": app.ERRORS.text == ERRORS.text == "Failed or refused requests",
        "one each": metrics.REGISTRY == {"hits": app.HITS, "errors": app.ERRORS},
        "code": app.handle() == "new",
    }
