import bus


def on_user(e):
    return "v1", e


TOKEN = bus.subscribe("user.created", on_user)


def stop():
    bus.unsubscribe(TOKEN)
