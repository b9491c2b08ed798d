"""Limits, namespaces, roots of their own; interpreters that begin, end, fork or exec: the exit and the message that
the manual promises, and nobody harmed."""

import collections
import copy
import errno
import glob
import os
import resource
import shlex
import shutil
import struct
import subprocess
import tempfile
import types

from harness import ROOT, TOOL, Skip
from program import Program, check_document, poll, system_only, tool
from snapshot import Snapshot, differences

APP = "STATE = []\ndef f(): return %d\n"
V1, V2, V3 = APP % 1, APP % 2, APP % 3
MAIN = "import app, os, resource\n"


def needs(*command):
    if subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode:
        raise Skip("not permitted here: " + " ".join(command))


def fails(p, code, *words, status=3):
    """Said why, harmed nothing, and still the old one."""
    run = p.reload("app", status=status)
    text = run.doc["error"]["message"] + " " + (run.doc["error"]["hint"] or "")
    assert run.doc["error"]["code"] == code and all(w in text for w in words), (words, run.out)
    p.expect("app.f()", 1)
    return run


def works(p, value=2):
    run = p.reload("app")
    p.expect("app.f()", value)
    return run


# --- limits -----------------------------------------------------------------------------------


def test_no_more_threads(t):
    """RLIMIT_NPROC: it counts what the user has, and does not bind root."""
    if os.geteuid():
        raise Skip("needs root")
    p = Program(t, {"app.py": V1}, MAIN)
    os.chmod(p.dir, 0o755)
    user = (1 << 30) + p.pid  # nobody else's: what another test runs would count
    p.ask("os.setresgid(%d, %d, %d) or os.setresuid(%d, %d, %d)" % ((user,) * 6))
    p.write("app.py", V2)
    for most in (1, 2):  # neither thread, one of the two
        p.ask("resource.setrlimit(resource.RLIMIT_NPROC, (%d, 100))" % most)
        fails(p, "ERR_ENVIRONMENT", "thread", "ulimit -u")
    p.ask("resource.setrlimit(resource.RLIMIT_NPROC, (100, 100))")
    works(p)


def cgroup(controller):
    """A new group, of version 1 or 2."""
    for path in ("/sys/fs/cgroup/" + controller, "/sys/fs/cgroup"):
        try:
            if path == "/sys/fs/cgroup":
                with open(path + "/cgroup.subtree_control") as f:
                    if controller != "freezer" and controller not in f.read().split():
                        continue
            return tempfile.mkdtemp(dir=path, prefix="pyreload-test-")
        except OSError:
            pass
    raise Skip("no cgroup of the %s controller can be made" % controller)


def put(directory, name, value):
    with open(os.path.join(directory, name), "w") as f:
        f.write(str(value))


def remove(t, directory):
    t.end()

    def gone():
        try:
            os.rmdir(directory)
        except OSError:
            return False
        return True
    poll(gone, what="the end of the group")


@system_only
def test_no_more_threads_in_the_cgroup(t):
    group = cgroup("pids")
    try:
        p = Program(t, {"app.py": V1}, MAIN)
        p.write("app.py", V2)
        put(group, "cgroup.procs", p.pid)
        for most in (1, 2):
            put(group, "pids.max", most)
            fails(p, "ERR_ENVIRONMENT", "thread", "pids.max")
        put(group, "pids.max", "max")
        works(p)
    finally:
        remove(t, group)


@system_only
def test_frozen(t):
    """Version 1 does not let it be stopped, version 2 does, but it does not run."""
    group = cgroup("freezer")
    name, frozen, thawed = (("freezer.state", "FROZEN", "THAWED") if os.path.exists(os.path.join(group, "freezer.state"))
                            else ("cgroup.freeze", 1, 0))
    try:
        p = Program(t, {"app.py": V1}, MAIN)
        p.write("app.py", V2)
        put(group, "cgroup.procs", p.pid)
        put(group, name, frozen)
        before = p.snapshot()
        run = tool("--timeout", "0.5", p.pid, "app")
        assert run.status == 4 and run.took < 3, run
        check_document(run, p.pid, ["app"])
        put(group, name, thawed)
        p.check_unharmed(before, wait=6)
        p.expect("app.f()", 1)
        works(p)
    finally:
        put(group, name, thawed)
        remove(t, group)


def test_no_free_descriptor(t):
    """RLIMIT_NOFILE: none for the memfd, one for it but none for the loader; with two there is room."""
    p = Program(t, {"app.py": V1}, MAIN + """
held = []
def fill(free):
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 4096))
    try:
        while True: held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    for _ in range(free): os.close(held.pop())
""")
    p.write("app.py", V2)
    for free in (0, 1):
        p.ask("fill(%d)" % free)
        fails(p, "ERR_ENVIRONMENT", "open files")
    p.ask("fill(2)")
    works(p)
    p.write("app.py", V3)
    p.ask("fill(0)")
    before = p.snapshot()
    assert tool(p.pid, "app").status == 3
    p.check_unharmed(before)
    resource.prlimit(p.pid, resource.RLIMIT_NOFILE, (4096, 4096))
    works(p, 3)


# --- file systems -----------------------------------------------------------------------------


def behind(t, options, setup="", run='exec "$@"'):
    """t, but its interpreter starts by way of unshare(1) and a shell."""
    directory = tempfile.mkdtemp(dir=t.dir)
    path = os.path.join(directory, "python")
    with open(path, "w") as f:
        f.write("#!/bin/sh\nexec unshare %s sh -ec %s sh %s \"$@\"\n" % (
            options, shlex.quote(setup + "\n" + run), shlex.quote(t.python)))
    os.chmod(path, 0o755)
    other = copy.copy(t)
    other.python = path
    return other


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
        return [int(word) for word in f.read().split()]


def program(t, options, setup="", **more):
    p = Program(behind(t, options, setup, **more), {"app.py": V1}, MAIN)
    if "-f" in options.split():
        p.pid, = children(p.pid)
    p.write("app.py", V2)
    return p


# The program's directory goes by another name there: what is mounted over it would hide it.
THERE = "mount --bind . /mnt\ncd /mnt\n"


@system_only
def test_no_room_for_files(t):
    needs("unshare", "-m", "true")
    p = program(t, "-m", THERE + "for d in /tmp /dev/shm; do mount -t tmpfs -o size=4k none $d; "
                "head -c 100000 /dev/zero > $d/full 2> $d/err || true; done")
    p.expect("[os.statvfs(d).f_bavail for d in ('/tmp', '/dev/shm')]", [0, 0])
    works(p)


@system_only
def test_read_only_and_noexec(t):
    needs("unshare", "-m", "true")
    p = program(t, "-m", "mount --bind . /mnt\nfor d in /proc /dev/shm /mnt; do mount -o remount,bind,ro,noexec,nosuid $d; done\n"
                "mount -o remount,bind,ro /\ncd /mnt")
    p.expect("[bool(os.statvfs(d).f_flag & os.ST_RDONLY) for d in ('/', '.', '/dev/shm')]", [True] * 3)
    p.expect("bool(os.statvfs('.').f_flag & os.ST_NOEXEC)", True)
    works(p)
    # Nor need the root be executable, once the interpreter runs.
    subprocess.run(["nsenter", "-m", "-t", str(p.pid), "mount", "-o", "remount,bind,ro,noexec", "/"], check=True)
    p.expect("bool(os.statvfs('/').f_flag & os.ST_NOEXEC)", True)
    p.write("app.py", V3)
    works(p, 3)


@system_only
def test_its_root_has_the_file(t):
    """The path names another file, or none, where the command runs."""
    needs("unshare", "-m", "true")
    p = program(t, "-m", 'mkdir other\ncp main.py app.py other\nmount --bind other "$PWD"\ncd "$PWD"')
    p.expect("os.path.exists('other')", False)
    works(p, 1)  # what was edited is another one
    p.write("other/app.py", V3)
    works(p, 3)


ROOT_THERE = "mkdir root\nmount --rbind / root\nmount --bind . root/mnt\n"


@system_only
def test_chroot(t):
    needs("unshare", "-m", "chroot", "/", "true")
    enter = 'exec chroot root env -C /mnt "$@"'
    p = program(t, "-m", ROOT_THERE, run=enter)
    assert os.readlink("/proc/%d/root" % p.pid) != "/"
    works(p)
    p = program(t, "-m", ROOT_THERE + "mount -t tmpfs none root/proc", run=enter)
    p.expect("os.listdir('/proc')", [])
    fails(p, "ERR_ENVIRONMENT", "/proc")
    subprocess.run(["nsenter", "-m", "-t", str(p.pid), "sh", "-ec",
                    "mount -t proc none /proc/%d/root/proc" % p.pid], check=True)
    works(p)


# --- namespaces -------------------------------------------------------------------------------

FORK = " -f --kill-child"
NAMESPACES = ("-m", "-n", "-i -u", "-C", "-U -r", "-p --mount-proc" + FORK, "-T --monotonic 100000 --boottime 100000" + FORK,
              "-m -n -i -u -p --mount-proc -C -U -r -T" + FORK)


@system_only
def test_namespaces(t):
    """The pid is the one that is seen outside."""
    tried = 0
    for options in NAMESPACES:
        if subprocess.run(["unshare", *options.split(), "true"], capture_output=True).returncode:
            t.note("not permitted here: unshare " + options)
            continue
        p = program(t, options)
        works(p)
        tried += 1
        p.process.kill()
    if not tried:
        raise Skip("unshare is not permitted")


@system_only
def test_command_in_the_same_namespaces(t):
    """There the process has another number."""
    for options in ("-p --mount-proc" + FORK, "-U -r -m -p --mount-proc" + FORK):
        needs("unshare", *options.split(), "true")
        p = program(t, options)
        before = p.snapshot()
        flags = ["-U", "--preserve-credentials"] if "-U" in options else []
        run = tool("1", "app", command=("nsenter", "-t", str(p.pid), "-m", "-p", *flags, TOOL, "--json"))
        assert run.status == 0, run
        check_document(run, 1, ["app"])
        p.check_unharmed(before)
        p.expect("app.f()", 2)


@system_only
def test_pid_namespace_without_its_proc(t):
    needs("unshare", "-p", "-f", "true")
    p = program(t, "-m -p" + FORK)
    p.expect("os.readlink('/proc/self') == str(os.getpid())", False)
    fails(p, "ERR_ENVIRONMENT", "/proc")
    subprocess.run(["nsenter", "-m", "-p", "-t", str(p.pid), "mount", "-t", "proc", "none", "/proc"], check=True)
    works(p)


@system_only
def test_memfd_noexec(t):
    """A sysctl of the pid namespace: no memfd can be executed, but it can be mapped."""
    needs("unshare", "-p", "--mount-proc", "-f", "sh", "-c", "echo 2 > /proc/sys/vm/memfd_noexec")
    p = program(t, "-p --mount-proc" + FORK, "echo 2 > /proc/sys/vm/memfd_noexec")
    p.expect("open('/proc/sys/vm/memfd_noexec').read()", "2\n")
    works(p)


# It has the number of the one outside, and answers once the command has ended.
INSIDE = """
echo $(($PID - 1)) > /proc/sys/kernel/ns_last_pid
setarch -R "$PYTHON" main.py < in > out &
exec 3> in
while ! grep -q ready out; do sleep 0.01; done
"$@" && status=0 || status=$?
echo "os.getpid(), app.f(), open('/proc/self/status').read().split('Threads:')[1].split()[0]" >&3
while ! grep -q , out; do sleep 0.01; done
exit $status
"""


@system_only
def test_command_with_the_proc_of_another_namespace(t):
    """What the number names in /proc is not what the kernel calls by it: neither is touched."""
    needs("unshare", "-p", "-f", "setarch", "-R", "sh", "-c", "echo 300 > /proc/sys/kernel/ns_last_pid")
    # At the same addresses, so that one could be taken for the other.
    p = program(t, "-m", run='exec setarch -R "$@"')
    before = p.snapshot()
    directory = tempfile.mkdtemp(dir=t.dir)
    for name in ("app.py", "main.py"):
        shutil.copy(p.path(name), directory)
    put(directory, "app.py", V1)
    os.mkfifo(os.path.join(directory, "in"))
    run = subprocess.run(["unshare", "-p", "-f", "--kill-child", "sh", "-c", INSIDE, "sh", TOOL, "--no-log", "--timeout", "1",
                          str(p.pid), "app"], cwd=directory, env=dict(os.environ, PID=str(p.pid), PYTHON=t.python),
                         capture_output=True, text=True, timeout=30)
    with open(os.path.join(directory, "out")) as f:
        assert f.read().split("\n")[1] == "= (%d, 1, '1')" % p.pid, run
    assert run.returncode == 3 and str(p.pid) in run.stderr, run
    p.check_unharmed(before)
    p.expect("app.f()", 1)


REUSE = """
import os, subprocess, sys, time
import app
tool, call, number, when = sys.argv[1:]
def fork(name):
    pid = os.fork()
    if pid:
        return pid
    touched = []
    while not os.path.exists("stop"):
        time.sleep(0.002)
        with open("/proc/self/status") as f:
            status = dict(line.split(":", 1) for line in f)
        now = status["TracerPid"].strip(), status["Threads"].strip(), app.f()
        if now != ("0", "1", 1) and now not in touched:
            touched.append(now)
    with open("touched", "w") as f:
        f.write(repr(touched) if name == "second" else "")
    os._exit(0)
first = fork("first")
with open("app.py", "w") as f:
    f.write("def f(): return 2\\n")
run = subprocess.Popen(["strace", "-qq", "-o", "trace", "-e", "inject=%s:delay_enter=300000:when=%s" % (call, when),
                        tool, "--no-log", "--json", "--timeout", "1", str(first), "app"], stdout=subprocess.PIPE)
def where():
    for pid in open("/proc/%d/task/%d/children" % (run.pid, run.pid)).read().split():
        if os.readlink("/proc/%s/exe" % pid) == tool:
            return open("/proc/%s/syscall" % pid).read()
same, last = 0, None
while same < 8 and run.poll() is None:
    try:
        now = where()
    except OSError:
        now = None
    same = same + 1 if now and now == last and now.split()[0] == number else 0
    last = now
    time.sleep(0.005)
os.kill(first, 9)
os.waitpid(first, 0)
with open("/proc/sys/kernel/ns_last_pid", "w") as f:
    f.write(str(first - 1))
second = fork("second")
out = run.communicate()[0].decode()
time.sleep(0.02)
open("stop", "w").close()
status = os.waitpid(second, 0)[1]
print(repr((same == 8, first == second, status, open("touched").read(), run.returncode, out)))
"""
# The n-th call is held up, and meanwhile the process makes room for another one.
POINTS = (("process_vm_readv", 310, 1), ("process_vm_readv", 310, 60), ("ptrace", 101, 1),
          ("ptrace", 101, 2), ("ptrace", 101, 6), ("pwrite64", 18, 1), ("ftruncate", 77, 1))


@system_only
def test_pid_is_used_again(t):
    """Two children of one process, so the second one has at its addresses what the first one had."""
    needs("unshare", "-p", "--mount-proc", "-f", "sh", "-c", "echo 300 > /proc/sys/kernel/ns_last_pid")
    runs = []
    for call, number, when in POINTS:
        directory = tempfile.mkdtemp(dir=t.dir)
        for name, text in (("app.py", V1), ("main.py", REUSE)):
            with open(os.path.join(directory, name), "w") as f:
                f.write(text)
        runs.append(t.start("unshare", "-p", "--mount-proc", "-f", "--kill-child", t.python, "main.py", TOOL, call,
                            str(number), str(when), cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
    wrong, met = [], 0
    for point, run in zip(POINTS, runs):
        held, again, ended, touched, status, out = eval(run.communicate(timeout=20)[0])
        assert again and ended == 0, (point, ended)
        met += held
        # Not held up: then the reload was over before the process ended.  -9: the command's own watchdog.
        # Seized is not stopped: it is let go once the number turns out to be another's.
        if any(seen[1:] != ("1", 1) for seen in eval(touched)) or status not in ((3, 4, 5, -9) if held else (0, 3, 4, 5)):
            wrong.append("%s #%d: exit %d, the other one had (tracer, threads, f()) %s" % (point[0], point[2], status, touched))
    assert not wrong, "; ".join(wrong)
    t.note("held up at %d of %d points" % (met, len(POINTS)))


# --- programs that exec, fork, begin and end --------------------------------------------------

EXEC = """
import app, ctypes, os, random, sys, threading, time
if os.path.exists("stop"):
    _ready()
    _serve(globals())
how = os.environ["HOW"]
def again():
    time.sleep(random.random() * 0.03)
    words = [sys.executable, "main.py"]
    if how == "C":
        # Without the GIL: nothing that holds it keeps this one off.
        ctypes.CDLL(None).execv(words[0].encode(), (ctypes.c_char_p * 3)(*[w.encode() for w in words]))
    os.execv(words[0], words)
_ready()
if how == "main":
    again()
threading.Thread(target=again).start()
time.sleep(60)
"""


def test_exec_under_way(t):
    """By the main thread, by another one, by C code of another one."""
    seen = collections.Counter()
    for how in ("main", "thread", "C"):
        p = Program(t, {"app.py": V1}, EXEC, serve="loop", env={"HOW": how})
        p.write("app.py", V2)
        for _ in range(8):
            run = tool("--timeout", "0.5", p.pid, "app")
            # 1: it has not imported the module yet.
            assert run.status in (0, 3, 4, 5) or run.status == 1 and "not loaded" in run.out, run
            # A commit that has begun is waited for, which an exec ends as well.
            assert run.took < (12 if run.status == 5 else 3), run
            assert p.process.poll() is None, (run, p.process.poll())
            check_document(run, p.pid, ["app"])
            seen[run.status] += 1
        open(p.path("stop"), "w").close()
        p.send("'last'")
        poll(lambda: p.answer(10) == "= 'last'", what="the last exec")
        p.expect("app.f()", 2)
        p.write("app.py", V3)
        works(p, 3)
    t.note("exits %s" % dict(seen))


def that_spins(python, path):
    """A copy of a program that loops at its first instruction; False: the kernel chooses where it lies."""
    with open(os.path.realpath(python), "rb") as f:
        image = bytearray(f.read())
    kind, = struct.unpack_from("<H", image, 16)
    entry, headers = struct.unpack_from("<QQ", image, 24)
    for i in range(struct.unpack_from("<H", image, 56)[0]):
        type_, _, offset, address, _, size = struct.unpack_from("<IIQQQQ", image, headers + 56 * i)
        if type_ == 1 and address <= entry < address + size:
            image[entry - address + offset:entry - address + offset + 2] = b"\xeb\xfe"
    with open(path, "wb") as f:
        f.write(image)
    os.chmod(path, 0o755)
    return kind == 2


def held_up_at_ptrace(t, p, how):
    """The command, in its first ptrace(2): the thread is chosen, and runs on."""
    open(p.path("calls"), "w").close()
    run = t.start("strace", "-qq", "-o", p.path("calls"), "-e", "trace=ptrace", "-e", "inject=ptrace:" + how, TOOL,
                  "--no-log", "--json", "--timeout", "1", str(p.pid), "app", stdout=subprocess.PIPE)

    def held_up():
        with open(p.path("calls")) as f:
            return f.read().startswith("ptrace(PTRACE_SEIZE")
    poll(held_up, what="ptrace(2)")
    return run


@system_only
def test_exec_between_look_and_stop(t):
    """The program lies where it lay, libc does not: what was looked up is of the image before."""
    p = Program(t, {"app.py": V1}, MAIN)
    if not that_spins(t.python, p.path("spins")):
        raise Skip("this interpreter is position independent")
    run = held_up_at_ptrace(t, p, "delay_enter=300000:when=1")
    p.send("os.execv('spins', ['spins'])")

    def state():
        with open("/proc/%d/stat" % p.pid) as f:
            return f.read().rsplit(")", 1)[1].split()[0]
    poll(lambda: os.readlink("/proc/%d/exe" % p.pid).endswith("spins") and state() == "R", what="exec")
    out = run.communicate(timeout=20)[0]
    assert p.process.poll() is None and state() == "R", "it was ended: %s; %d %s" % (p.process.poll(), run.returncode, out)
    assert run.returncode in (3, 4, 5), (run.returncode, out)
    assert len(p.snapshot().tasks) == 1 and p.snapshot().main.tracer == "0"


@system_only
def test_thread_ends_between_look_and_seize(t):
    """While a thread is on its way out, the kernel has EPERM for who wants to trace it: another one is taken."""
    p = Program(t, {"app.py": V1}, MAIN + "import threading\nend = threading.Event()\nTHREADS = []\n")
    for errors, version in (("when=1", V2), ("when=1..2", V1)):
        p.ask("end.clear(), THREADS.append(threading.Thread(target=end.wait)), THREADS[-1].start()")
        p.write("app.py", version)
        run = held_up_at_ptrace(t, p, "error=EPERM:delay_enter=200000:" + errors)
        p.ask("end.set(), THREADS[-1].join()")
        out = run.communicate(timeout=20)[0]
        assert run.returncode == 0, (errors, run.returncode, out)
        p.expect("app.f()", 2 if version == V2 else 1)


def test_exec_by_code_of_the_reload(t):
    """By a new statement, and by the finalizer of an old object, which goes once all is stored."""
    again = ("import os, sys\nclass X:\n    def __del__(self):\n        if os.environ.setdefault('BY', str(os.getpid())) == 'nobody':\n"
             "            os.environ['BY'] = 'us'\n            os.execv(sys.executable, [sys.executable, 'main.py'])\n")
    for old, new in ((V1 + again + "x = X()\n", V2 + again + "x = None\n"), (V1, V2 + again + "X().__del__()\n")):
        p = Program(t, {"app.py": old}, MAIN, env={"BY": "nobody"})
        before = p.snapshot()
        p.write("app.py", new)
        run = tool("--timeout", "2", p.pid, "app")
        assert run.status in (0, 4, 5), run
        check_document(run, p.pid, ["app"])
        assert p.answer(10) == "= ready" and before.main.tracer == p.snapshot().main.tracer
        p.expect("app.f()", 2)
        assert run.took < 4, "%.1f s with --timeout 2: %s" % (run.took, run.out)
        p.write("app.py", V3)
        works(p, 3)


FORK_MAIN = """
import app, os, sys, threading, time
for _ in range(3): threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
def child(number):
    pid = os.fork()
    if pid == 0:
        for fd, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY)):
            new = os.open("fifo%d.%d" % (number, fd), mode)
            os.dup2(new, fd)
            os.close(new)
        _serve(globals())
    return pid
def child_of_thread(number):
    pids = []
    thread = threading.Thread(target=lambda: pids.append(child(number)))
    thread.start()
    while not pids: time.sleep(0.001)
    return pids[0]
"""


class Child(Program):
    """Forked by a program; it answers on pipes of its own."""

    def __init__(self, p, how, number):
        pipes = [p.path("fifo%d.%d" % (number, fd)) for fd in (0, 1)]
        for path in pipes:
            os.mkfifo(path)
        self.dir, self.rest, self.noise, self.arenas = p.dir, b"", [], 2
        self.pid = int(p.ask("%s(%d)" % (how, number)))
        self.process = types.SimpleNamespace(stdin=open(pipes[0], "wb"), stdout=open(pipes[1], "rb"),
                                             poll=lambda: None if os.path.exists("/proc/%d/fd/0" % self.pid) else "gone")
        self.expect("os.getpid()", self.pid)


def test_fork_without_exec(t):
    """Parent and children are reloaded one by one, each without the others."""
    p = Program(t, {"app.py": V1}, FORK_MAIN, args=["-W", "ignore"])
    p.ask("app.STATE.append('parent')")
    first, second = Child(p, "child", 1), Child(p, "child_of_thread", 2)
    first.ask("app.STATE.append('first')")
    p.write("app.py", V2)
    works(first)
    for one in (p, second):
        one.expect("app.f()", 1)
    works(p)
    third = Child(p, "child", 3)  # of one that was reloaded
    second.expect("app.f()", 1)
    p.write("app.py", V3)
    for one in (second, third, p, first):
        works(one, 3)
    p.expect("app.STATE", ["parent"])
    first.expect("app.STATE", ["parent", "first"])
    fourth = Child(p, "child_of_thread", 4)
    p.write("app.py", V2)
    works(fourth)
    p.expect("app.f()", 3)


def test_last_handlers(t):
    """In atexit the interpreter is whole still."""
    main = """
        import app, atexit, os, sys, time
        def last():
            os.mkdir("last")
            while not os.path.exists("go"): time.sleep(0.01)
            with open("seen", "w") as f: f.write(repr(app.f()))
        atexit.register(last)
        _ready()
        sys.exit(7)
    """
    p = Program(t, {"app.py": V1}, main, serve="loop")
    p.write("app.py", V2)
    poll(lambda: os.path.exists(p.path("last")), what="the handler")
    before = p.snapshot()
    run = tool(p.pid, "app")
    assert run.status in (0, 4), run
    check_document(run, p.pid, ["app"])
    p.check_unharmed(before)
    open(p.path("go"), "w").close()
    assert p.process.wait(10) == 7
    with open(p.path("seen")) as f:
        assert f.read() == ("2" if run.status == 0 else "1"), run
    t.note("exit %d" % run.status)


LAST = """
import app, os, sys, time
class Last:
    def __del__(self, open=os.open, write=os.write, access=os.access, sleep=time.sleep, f=app.f, mkdir=os.mkdir,
                new=os.O_CREAT | os.O_WRONLY):
        mkdir("last")
        while not access("go", 0): sleep(0.01)
        write(open("seen", new), b"%d" % f())
last = Last()
_ready()
sys.exit(7)
"""


def test_finalization(t):
    """Modules are being cleared away: not to be touched any more."""
    p = Program(t, {"app.py": V1}, LAST, serve="loop")
    p.write("app.py", V2)
    poll(lambda: os.path.exists(p.path("last")), what="the finalizer")
    before = p.snapshot()
    for _ in range(2):
        run = tool(p.pid, "app")
        assert run.status == 4 and "starting or ending" in run.doc["error"]["message"], run
        p.check_unharmed(before)
    open(p.path("go"), "w").close()
    assert p.process.wait(10) == 7
    with open(p.path("seen")) as f:
        assert f.read() == "1"


# The interpreter imports it before anything else, long before it is initialized.
EARLY = """
import posix, sys, time
sys.path = [p for p in sys.path if not p.endswith("early")]
posix.mkdir("here")
while not posix.access("go", 0): time.sleep(0.01)
del sys.modules["encodings"]
import encodings
"""
WHILE_IMPORTED = "import app, os, time\nos.mkdir('here')\nwhile not os.path.exists('go'): time.sleep(0.01)\n"


def starting(t, files, path):
    """A program that is held up before its main script; what stands in the way is in `path`."""
    p = Program(t, dict(files, **{"app.py": V1}), MAIN + "_ready()\n_serve(globals())\n", serve=False, env={"PYTHONPATH": path})
    p.write("app.py", V2)
    poll(lambda: os.path.exists(p.path("here")), what="the beginning")
    return p


def started(p, value):
    open(p.path("go"), "w").close()
    assert p.answer(20) == "= ready", p.noise
    p.expect("app.f()", value)
    p.write("app.py", V3)
    works(p, 3)


def test_initialization(t):
    p = starting(t, {"early/encodings/__init__.py": EARLY}, "early:.")
    before = p.snapshot()
    for _ in range(2):
        run = tool(p.pid, "app")
        assert run.status == 4 and "starting or ending" in run.doc["error"]["message"], run
        check_document(run, p.pid, ["app"])
        p.check_unharmed(before)
    started(p, 2)


def test_site_is_being_imported(t):
    """The main script is not there yet; what site imports is."""
    p = starting(t, {"site_/sitecustomize.py": WHILE_IMPORTED}, "site_:.")
    before = p.snapshot()
    run = tool(p.pid, "app")
    assert run.status in (0, 4), run
    p.check_unharmed(before)
    t.note("exit %d" % run.status)
    started(p, 2 if run.status == 0 else 1)


SUBS = """
import app, os, threading, time
try:
    import _interpreters as subs
except ImportError:
    import _xxsubinterpreters as subs
idle, busy = subs.create(), subs.create()
def run(sub, text):
    failed = subs.run_string(sub, "import os, sys, time\\n" + text)
    assert not failed, failed
for sub in (idle, busy):
    run(sub, "sys.path.insert(0, %r)\\nimport app, only\\nassert app.f() == 1" % os.getcwd())
LOOP = "n = 0\\nwhile not os.path.exists('go'):\\n  n += sum(range(100))\\n  if WAIT: time.sleep(0.001)\\n  " \\
       "assert app.f() == 1 and only.f() == 1\\nwith open('done', 'w') as f: f.write('%d %d' % (app.f(), n > 0))\\n"
"""
IN_A_THREAD = "threading.Thread(target=run, args=(busy, LOOP.replace('WAIT', '%s'))).start()\n_ready()\n_serve(globals())\n"
IN_THE_MAIN_THREAD = "_ready()\nrun(busy, LOOP.replace('WAIT', '%s'))\ntime.sleep(60)\n"


def reloads_beside(p):
    """The main interpreter's is reloaded, or it is said that there are others."""
    for version in range(2, 6):
        p.write("app.py", APP % version)
        before = p.snapshot()
        run = tool(p.pid, "app")
        p.check_unharmed(before, steady=False)
        assert run.status == 0 or run.status in (1, 3) and "interpreter" in run.doc["error"]["message"], run
        p.expect("app.f()", version if run.status == 0 else 1)
    p.expect("run(idle, 'assert app.f() == 1 and only.f() == 1')", None)


def test_idle_subinterpreters(t):
    """They have modules of their own, which are not reloaded."""
    p = Program(t, {"app.py": V1, "only.py": V1}, SUBS)
    p.write("only.py", V2)
    run = p.reload("only", status=1)
    assert "only" in run.doc["error"]["message"], run.out
    reloads_beside(p)


def running_subinterpreters(t, main, serve):
    for wait in (True, False):
        p = Program(t, {"app.py": V1, "only.py": V1}, SUBS + main % wait, serve=serve)
        reloads_beside(p)
        assert not os.path.exists(p.path("done"))
        open(p.path("go"), "w").close()
        poll(lambda: os.path.exists(p.path("done")) and open(p.path("done")).read(), what="the end of the loop")
        assert open(p.path("done")).read() == "1 1"
        reloads_beside(p)
        p.process.kill()


def test_subinterpreter_runs_in_a_thread(t):
    running_subinterpreters(t, IN_A_THREAD, "loop")


def test_subinterpreter_runs_in_the_main_thread(t):
    running_subinterpreters(t, IN_THE_MAIN_THREAD, "thread")


# --- what else may be behind a pid ------------------------------------------------------------

PAUSE = "#include <unistd.h>\nint main(void) { for (;;) pause(); }\n"
PAUSE_32 = "void _start(void) { for (;;) __asm__ volatile(\"int $0x80\" : : \"a\"(29) : \"memory\"); }\n"
ENSURE = "int PyGILState_Ensure(void) { return 0; }\n"


def api(major, minor):
    """Every name that the payload calls."""
    text = "const unsigned long Py_Version = 0x%02x%02x00f0;\n" % (major, minor) + ENSURE
    with open(os.path.join(ROOT, "payload", "api.def")) as f:
        for line in f:
            kind, _, name = line.strip().rstrip(")").partition("(")
            if kind in ("FUNCTION", "OPTIONAL") and name != "PyGILState_Ensure":
                text += "int %s(void) { return 0; }\n" % name
            elif kind == "OBJECT" and name != "Py_Version":
                text += "int %s;\n" % name
    return text


def build(t, source, *options, cc="cc"):
    """None: this compiler does not make that here."""
    path = os.path.join(tempfile.mkdtemp(dir=t.dir), "program")
    with open(path + ".c", "w") as f:
        f.write(source)
    done = subprocess.run([cc, "-w", "-o", path, path + ".c", *options], capture_output=True)
    return None if done.returncode else path


def not_for_us(t, command, code, *words):
    process = t.start(*command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    seen = []

    def waits():
        """Asleep in one and the same call for a while: the loader sleeps in some, too."""
        with open("/proc/%d/syscall" % process.pid) as f, open("/proc/%d/stat" % process.pid) as stat:
            asleep = stat.read().rsplit(")", 1)[1].split()[0] == "S"
            seen.append(f.read() if asleep else len(seen))
        return len(seen) > 8 and len(set(seen[-8:])) == 1 and os.path.samefile("/proc/%d/exe" % process.pid, command[0])
    poll(waits, what="waiting")
    before = Snapshot(process.pid)
    run = tool("--timeout", "1", process.pid, "app")
    wrong = differences(before, Snapshot(process.pid), arenas=0, growth=0)
    assert not wrong and process.poll() is None, (command, wrong, process.poll())
    text = run.doc["error"]["message"] + " " + (run.doc["error"]["hint"] or "")
    assert run.status == 3 and run.doc["error"]["code"] == code and all(w in text for w in words), (command, words, run.out)


@system_only
def test_programs_without_python(t):
    static, other = build(t, PAUSE, "-static"), build(t, PAUSE_32, "-m32", "-nostdlib", "-static", "-fno-pie")
    if static:
        not_for_us(t, [static], "ERR_NOT_PYTHON", "program", "does not run Python")
    try:
        if other:
            not_for_us(t, [other], "ERR_UNSUPPORTED", "64-bit")
    except OSError as e:
        if e.errno != errno.ENOEXEC:
            raise
        raise Skip("the kernel runs no 32-bit program")
    if not (static and other):
        raise Skip("the compiler makes no %s program" % ("32-bit" if static else "static"))


@system_only
def test_other_pythons(t):
    """By what they export."""
    for source, *words in ((ENSURE, "older than 3.8", "supported: CPython 3.8 to"),
                           ("int PyPyGILState_Ensure(void) { return 0; }\n", "PyPy"),
                           (api(3, 13) + "int _Py_MergeZeroLocalRefcount(void) { return 0; }\n", "free-threaded"),
                           (api(3, 7), "Python 3.7", "supported: CPython 3.8 to"), (api(2, 7), "Python 2.7"),
                           (api(3, 99), "Python 3.99", "supported: CPython 3.8 to")):
        not_for_us(t, [build(t, PAUSE + source, "-rdynamic")], "ERR_UNSUPPORTED", *words)
    for version in ("2.7", "3.6", "3.7"):
        for path in glob.glob(os.path.expanduser("~/.pyenv/versions/%s.*/bin/python%s" % (version, version)))[:1]:
            not_for_us(t, [path, "-c", "import sys; sys.stdin.read()"], "ERR_UNSUPPORTED", "older than 3.8")
            t.note("met Python " + version)


@system_only
def test_without_a_libc(t):
    """All of Python's names, and nothing below them."""
    source = PAUSE_32.replace("int $0x80", "syscall").replace("(29)", "(34)").replace('"memory"', '"memory", "rcx", "r11"')
    not_for_us(t, [build(t, source + api(3, 11), "-nostdlib", "-rdynamic")], "ERR_UNSUPPORTED", "glibc")


@system_only
def test_musl(t):
    """As Debian has it, where the loader is a link to libc.so; asleep in a call that may be borrowed in glibc."""
    source = PAUSE.replace("pause()", "sleep(100)") + api(3, 11)
    program = shutil.which("musl-gcc") and build(t, source, "-rdynamic", cc="musl-gcc")
    if not program:
        raise Skip("no musl-gcc")
    not_for_us(t, [program], "ERR_UNSUPPORTED", "musl")
