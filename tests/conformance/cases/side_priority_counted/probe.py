import bus, mailer, app


def checks():
    return {
        "each handler once, in order of priority": bus.publish("order", order=7) == ["reserved 7", "mail 7", "invoiced 7", "audit 7"],
    }
