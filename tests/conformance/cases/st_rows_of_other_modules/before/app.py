from channels import CHANNELS

FIRST = CHANNELS[0]
BY_NAME = {c.name: c for c in CHANNELS}


def notify(text):
    for c in CHANNELS:
        c.send(text)
    return len(CHANNELS)
