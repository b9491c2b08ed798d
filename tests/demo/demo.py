"""A real HTTP server under load takes new code: what `make demo` shows."""

import collections
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TOOL = os.environ.get("PYRELOAD_ATTACH", os.path.join(ROOT, "build", "pyreload-attach"))
OLD = 'return "v1: hello, visitor"'
NEW = 'return "v2: welcome back, visitor"'


class Load:
    """Clients that never stop asking."""

    def __init__(self, port, clients=4):
        self.port = port
        self.stop = threading.Event()
        self.answers = []  # (when it was asked, the text)
        self.failed = []
        self.threads = [threading.Thread(target=self.client) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def client(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        while not self.stop.is_set():
            asked = time.monotonic()
            try:
                connection.request("GET", "/")
                response = connection.getresponse()
                text = response.read().decode()
                if response.status != 200:
                    raise OSError("status %d" % response.status)
                self.answers.append((asked, text))
            except Exception as e:
                self.failed.append("%s: %s" % (type(e).__name__, e))
                connection.close()
            time.sleep(0.002)
        connection.close()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def show(self, after, count=2):
        """Print the first answers to what was asked from then on."""
        found, end = [], time.monotonic() + 10
        while len(found) < count and time.monotonic() < end:
            time.sleep(0.01)
            found = [text for asked, text in sorted(self.answers[:]) if asked > after]
        for text in found[:count]:
            print("    GET /  ->  " + text)


def demo(directory, started):
    source = os.path.join(directory, "server.py")
    shutil.copy(os.path.join(HERE, "server.py"), source)
    # As old as deployed code is: its compiled file tells the old source from the new one.
    os.utime(source, (time.time() - 60,) * 2)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    server = subprocess.Popen([sys.executable, "-c", "import server; server.serve()"],
                              cwd=directory, env=environment, stdout=subprocess.PIPE, text=True)
    started.append(server)
    line = server.stdout.readline()
    if not line.strip().isdigit():
        print("demo: the server did not start", file=sys.stderr)
        return 1
    port = int(line)
    print("Python %s serves http://127.0.0.1:%d as pid %d; 4 clients ask all the time:" % (
        sys.version.split()[0], port, server.pid))
    load = Load(port)
    try:
        load.show(time.monotonic())
        time.sleep(0.7)
        with open(source) as f:
            text = f.read()
        assert text.count(OLD) == 1
        with open(source, "w") as f:
            f.write(text.replace(OLD, NEW))
        print("\nIts source is edited:\n  - %s\n  + %s" % (OLD, NEW))
        load.show(time.monotonic(), 1)
        print("\n$ %s %d server" % (os.path.relpath(TOOL, ROOT), server.pid))
        sys.stdout.flush()
        status = subprocess.run([TOOL, str(server.pid), "server"], timeout=60).returncode
        done = time.monotonic()
        print()
        load.show(done)
        time.sleep(0.7)
    finally:
        load.end()
    versions = collections.Counter(text[:2] for _, text in load.answers)
    late = sum(1 for asked, text in load.answers if asked > done and text[:2] != "v2")
    lost = len(load.answers) - max(int(text.split()[-1].rstrip(")")) for _, text in load.answers)
    print("\n%d requests: %d answered by v1, %d by v2, %d failed." % (
        len(load.answers) + len(load.failed), versions["v1"], versions["v2"], len(load.failed)))
    print("Old answers after the reload: %d. The same process: %s. Its counter: %s." % (
        late, "yes" if server.poll() is None else "no", "kept" if not lost else "lost"))
    for text in load.failed[:3]:
        print("  failed: " + text)
    good = (status == 0 and not load.failed and not late and not lost and versions["v1"]
            and versions["v2"] and set(versions) == {"v1", "v2"} and server.poll() is None)
    return 0 if good else 1


def main():
    directory, started = tempfile.mkdtemp(prefix="pyreload-demo-"), []
    try:
        return demo(directory, started)
    finally:
        for process in started:
            process.kill()
            process.wait()
            process.stdout.close()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
