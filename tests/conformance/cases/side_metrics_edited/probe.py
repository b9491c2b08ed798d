import app
import metrics

server = app.Server()
server.serve()
counted = [app.REQUESTS, app.NAMED["a"], app.BYTES, app.FAILED, app.Server.seen]
for metric in counted:
    metric.inc()


def checks():
    known = metrics.REGISTRY.by_name
    return {
        "another name for it": getattr(app, "HITS", None) is counted[0] and not hasattr(app, "REQUESTS"),
        "another text": app.ERRORS.text == "new text" and known["errors"] is app.ERRORS,
        "another name in the registry": "slow" not in known and known.get("slow_ones") is app.SLOW,
        "a dict with one more": app.NAMED["a"] is counted[1] and known["b"] is app.NAMED["b"],
        "a block": app.BYTES is counted[2] and app.UNIT == 2,
        "the else of a try": app.FAILED is counted[3] and app.REASON == "new",
        "a class": app.Server.seen is counted[4] and server.serve() == 2,
        "what they counted": [m.value for m in counted[1:]] == [1, 1, 1, 1] and counted[0].value >= 2,
        "each is known once": sorted(known) == sorted(m.name for m in metrics.REGISTRY.names)
            == ["a", "b", "bytes", "errors", "failed", "requests", "seen", "slow_ones"],
    }
