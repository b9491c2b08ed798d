"""A small HTTP server; the demo edits this file while it runs."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

served = {"requests": 0}
lock = threading.Lock()


def greeting(number):
    return "v1: hello, visitor"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def do_GET(self):
        with lock:
            served["requests"] += 1
            number = served["requests"]
        text = ("%s (request %d)" % (greeting(number), number)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        pass


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    thread.join()
