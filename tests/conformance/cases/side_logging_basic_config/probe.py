"""What is in the file stays there; what another has given to the root does, too."""
import logging
import os

import app

app.work(0)
handler = logging.root.handlers[0]
beside = logging.NullHandler()
logging.root.addHandler(beside)
opened = open(app.PATH)
os.unlink(app.PATH)


def files():
    links = [os.path.join("/proc/self/fd", name) for name in os.listdir("/proc/self/fd")]
    return sum(os.path.islink(link) and "basic-config" in os.readlink(link) for link in links)


def checks():
    app.work(1)
    opened.seek(0)
    text = opened.read().splitlines()
    return {"kept": text[0] == "WARNING late 0", "new": text[-2:] == ["[INFO] work 1", "[WARNING] late 1"],
            "handlers": logging.root.handlers == [handler, beside], "opened once": files() == 2}
