import bus


def on_user(e):
    return "v2", e


TOKEN = bus.subscribe("user.updated", on_user)


def stop():
    bus.unsubscribe(TOKEN)
