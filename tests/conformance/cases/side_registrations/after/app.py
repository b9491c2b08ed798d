import bus
started = []
def on_event(): return "two"
bus.subscribe(on_event)
bus.once("metric", on_event)
@bus.once("decorated")
def decorated(): return "two"
started.append(1)
@bus.once('added')
def added(): return 'two'
