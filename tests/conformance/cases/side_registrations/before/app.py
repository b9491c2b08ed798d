import bus
started = []
def on_event(): return "one"
bus.subscribe(on_event)
bus.once("metric", on_event)
@bus.once("decorated")
def decorated(): return "one"
started.append(1)
