"""Real servers under load: no request fails, and the first one after a reload gets the new code."""

import http.client
import os
import socket
import threading
import time

import harness

SYSTEM = ["/usr/bin/python3"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Load:
    """Four clients, two of which keep their connection; an answer is "v<version> <serial number>"."""

    def __init__(self, port, path="/", clients=4):
        self.port = port
        self.path = path
        self.stop = threading.Event()
        self.answers = []  # (began, ended, version, serial)
        self.failed = []
        self.threads = [threading.Thread(target=self.client, args=(i % 2 == 0,)) for i in range(clients)]

    def client(self, keep):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                connection.request("GET", self.path)
                response = connection.getresponse()
                text = response.read().decode()
                assert response.status == 200, "status %d: %s" % (response.status, text)
                version, serial = text.split()
                assert version[0] == "v", text
                self.answers.append((began, time.monotonic(), int(version[1:]), int(serial)))
            except Exception as e:
                self.failed.append("%s: %s" % (type(e).__name__, e))
                connection.close()
            if not keep:
                connection.close()
            time.sleep(0.002)
        connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def wait(self, more):
        """Until that many further requests have been sent and answered."""
        since, end = time.monotonic(), time.time() + 15
        while sum(1 for answer in self.answers[:] if answer[0] > since) < more:
            assert time.time() < end, "the server answers no more: %s" % self.failed[:3]
            time.sleep(0.005)


def up(p, port, path="/"):
    """The server answers; one request."""
    end = time.time() + 15
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            text = connection.getresponse().read().decode()
            connection.close()
            return text
        except OSError:
            assert p.process.poll() is None and time.time() < end, "the server did not start"
            time.sleep(0.02)


def only_child(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
        (child,) = map(int, f.read().split())
    return child


def check(p, port, name, module, text, path="/", rounds=10):
    """v1 -> v2 -> v1 ... under load, then once more when all is quiet."""
    assert up(p, port, path) == "v1 1"
    spans = []  # (the tool began, the tool returned, version)
    with Load(port, path) as load:
        load.wait(20)
        for i in range(rounds):
            number = 1 + (i + 1) % 2
            p.write(name, text % {"n": number})
            began = time.monotonic()
            run = p.reload(module, threads=False)
            spans.append((began, time.monotonic(), number))
            assert run.doc["updated"], run.out
            load.wait(20)
    assert not load.failed, "%d failed of %d: %s" % (
        len(load.failed), len(load.failed) + len(load.answers), load.failed[:3])
    for i, (_, since, number) in enumerate(spans):
        until = spans[i + 1][0] if i + 1 < rounds else float("inf")
        wrong = [a for a in load.answers if a[0] > since and a[1] < until and a[2] != number]
        assert not wrong, "reload %d to v%d: %d old answers: %s" % (i, number, len(wrong), wrong[:3])
    first = [a for a in load.answers if a[1] < spans[0][0]]
    assert first and all(a[2] == 1 for a in first), first
    # The counter is the server's own: not one request was lost or counted anew.
    serials = sorted(a[3] for a in load.answers)
    assert serials == list(range(2, len(serials) + 2)), (serials[:5], serials[-5:], len(serials))
    time.sleep(0.1)
    p.write(name, text % {"n": 7})
    p.reload(module, threads=False)
    assert up(p, port, path) == "v7 %d" % (len(serials) + 2)


def stop(p):
    """The polite way first: a master takes its workers along."""
    p.process.terminate()
    try:
        p.process.wait(10)
    except Exception:
        pass


COUNTER = """
import threading
requests = {"n": 0}
lock = threading.Lock()
def count():
    with lock:
        requests["n"] += 1
        return requests["n"]
"""

# --- gunicorn and Flask --------------------------------------------------------------------

FLASK = COUNTER + """
from flask import Flask
app = Flask(__name__)
@app.route("/")
def index():
    return answer(count())
def answer(n):
    return "v%(n)d %%d" %% n
"""
CORE = COUNTER + """
from flask import Flask
app = Flask(__name__)
"""
VIEWS = """
from core import app, count
@app.route("/")
def index():
    return "v%(n)d %%d" %% count()
@app.errorhandler(404)
def missing(error):
    return "v%(n)d 404", 404
@app.before_request
def before():
    from flask import g
    g.version = %(n)d
"""


def gunicorn(t, files, application, options, name, module, text, path="/"):
    port = free_port()
    p = t.target(files, None, args=[
        "-m", "gunicorn", "-b", "127.0.0.1:%d" % port, "--graceful-timeout", "2",
        "--log-level", "warning", *options, application], serve=False)
    master = p.pid
    try:
        up(p, port, "/nothing")
        p.pid = only_child(master)
        check(p, port, name, module, text, path)
        assert only_child(master) == p.pid, "the master had to replace the worker"
    finally:
        stop(p)


def flask_app(t, *options):
    gunicorn(t, {"shop.py": FLASK % {"n": 1}}, "shop:app", options, "shop.py", "shop", FLASK)


def flask_views(t, *options):
    files = {"core.py": CORE, "views.py": VIEWS % {"n": 1}, "site_app.py": "import core, views\napp = core.app\n"}
    gunicorn(t, files, "site_app:app", options, "views.py", "views", VIEWS)


def test_gunicorn_sync(t):
    flask_app(t, "-k", "sync")


def test_gunicorn_gthread(t):
    flask_app(t, "-k", "gthread", "--threads", "4")


def test_gunicorn_views_elsewhere_sync(t):
    flask_views(t, "-k", "sync")


def test_gunicorn_views_elsewhere_gthread(t):
    flask_views(t, "-k", "gthread", "--threads", "4")


# --- asyncio -------------------------------------------------------------------------------

ASGI = COUNTER + """
import asyncio
async def app(scope, receive, send):
    assert scope["type"] == "http"
    await asyncio.sleep(0.001)
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": body()})
def body():
    return b"v%(n)d %%d" %% count()
"""


def uvicorn(t, *options):
    port = free_port()
    p = t.target({"shop.py": ASGI % {"n": 1}}, None, args=[
        "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(port), "--no-access-log",
        "--log-level", "warning", "--lifespan", "off", *options, "shop:app"], serve=False)
    try:
        check(p, port, "shop.py", "shop", ASGI)
    finally:
        stop(p)


def test_uvicorn_asyncio(t):
    uvicorn(t, "--loop", "asyncio", "--http", "h11")


def test_uvicorn_as_installed(t):
    """uvloop and httptools where they are there."""
    uvicorn(t)


STREAMS = COUNTER + """
async def serve(reader, writer):
    try:
        while (await reader.readuntil(b"\\r\\n\\r\\n")).startswith(b"GET "):
            text = await page()
            writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: %%d\\r\\n\\r\\n%%s" %% (len(text), text))
            await writer.drain()
    except EOFError:
        writer.close()
async def page():
    return b"v%(n)d %%d" %% count()
"""


def test_asyncio_streams(t):
    port = free_port()
    main = """
        import asyncio, shop
        async def main():
            await asyncio.start_server(shop.serve, "127.0.0.1", %d)
            await asyncio.Event().wait()
        asyncio.run(main())
    """ % port
    p = t.target({"shop.py": STREAMS % {"n": 1}}, main, serve=False)
    check(p, port, "shop.py", "shop", STREAMS)


# --- the standard library's ----------------------------------------------------------------

THREADING = COUNTER + """
from http.server import BaseHTTPRequestHandler
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    def do_GET(self):
        text = self.page()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    def page(self):
        return b"v%(n)d %%d" %% count()
    def log_message(self, *args):
        pass
"""


def check_threading_server(t, **options):
    port = free_port()
    main = """
        import threading, shop
        from http.server import ThreadingHTTPServer
        server = ThreadingHTTPServer(("127.0.0.1", %d), shop.Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        thread.join()
    """ % port
    p = t.target({"shop.py": THREADING % {"n": 1}}, main, serve=False, **options)
    check(p, port, "shop.py", "shop", THREADING)


def test_threading_server_with_a_joining_main(t):
    check_threading_server(t)


def test_threading_server_without_pyc(t):
    """No copy of the old source: what the service counted is kept all the same."""
    check_threading_server(t, pyc=False)


for _name, _test in list(globals().items()):
    if _name.startswith(("test_gunicorn", "test_uvicorn")):
        _test.pythons = SYSTEM
