"""Limits, namespaces, roots of their own; interpreters that begin, end, fork or exec: the exit and the message that
the manual promises, and nobody harmed."""

import collections
import copy
import glob
import os
import resource
import shlex
import shutil
import signal
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
        resource.prlimit(p.pid, resource.RLIMIT_NPROC, (most, most))
        fails(p, "ERR_ENVIRONMENT", "thread", "ulimit -u")
    resource.prlimit(p.pid, resource.RLIMIT_NPROC, (100, 100))
    works(p)


def pids_cgroup():
    """A new group of the pids controller, of whichever version."""
    for path, control in (("/sys/fs/cgroup/pids", None), ("/sys/fs/cgroup", "cgroup.subtree_control")):
        path = os.path.join(path, "pyreload-%d" % os.getpid())
        try:
            if control:
                with open(os.path.join(os.path.dirname(path), control)) as f:
                    if "pids" not in f.read().split():
                        continue
            elif not os.path.isdir(os.path.dirname(path)):
                continue
            os.mkdir(path)
            return path
        except OSError:
            pass
    raise Skip("no cgroup with a pids controller can be made")


@system_only
def test_no_more_threads_in_the_cgroup(t):
    path = pids_cgroup()
    try:
        p = Program(t, {"app.py": V1}, MAIN)
        p.write("app.py", V2)
        for name, value in (("cgroup.procs", p.pid), ("pids.max", 1)):
            with open(os.path.join(path, name), "w") as f:
                f.write(str(value))
        fails(p, "ERR_ENVIRONMENT", "thread", "pids.max")
        with open(os.path.join(path, "pids.max"), "w") as f:
            f.write("2")
        fails(p, "ERR_ENVIRONMENT", "thread", "pids.max")
        with open(os.path.join(path, "pids.max"), "w") as f:
            f.write("max")
        works(p)
    finally:
        t.end()
        poll(lambda: not os.path.exists(path) or rmdir(path), what="the end of the group")


def rmdir(path):
    try:
        os.rmdir(path)
    except OSError:
        return False
    return True


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
    p.expect("os.path.exists('/proc/self')", False)
    fails(p, "ERR_ENVIRONMENT", "/proc")
    subprocess.run(["nsenter", "-m", "-p", "-t", str(p.pid), "mount", "-t", "proc", "none", "/proc"], check=True)
    works(p)


@system_only
def test_memfd_noexec(t):
    """A sysctl of the pid namespace."""
    needs("unshare", "-p", "--mount-proc", "-f", "sh", "-c", "echo 2 > /proc/sys/vm/memfd_noexec")
    p = program(t, "-p --mount-proc" + FORK, "echo 2 > /proc/sys/vm/memfd_noexec")
    fails(p, "ERR_ENVIRONMENT", "memfd_create", "memfd_noexec")
    p.ask("open('/proc/sys/vm/memfd_noexec', 'w').write('0')")
    works(p)


@system_only
def test_command_with_the_proc_of_another_namespace(t):
    """What the number names in /proc is not what the kernel calls by it: neither is touched."""
    needs("unshare", "-p", "-f", "setarch", "-R", "sh", "-c", "echo 300 > /proc/sys/kernel/ns_last_pid")
    # At the same addresses, so that one could be taken for the other.
    p = program(t, "-m", run='exec setarch -R "$@"')
    inside = ("echo %d > /proc/sys/kernel/ns_last_pid\nsetarch -R %s main.py < in > out &\n"
              "exec 3> in\nwhile ! grep -q ready out; do sleep 0.01; done\n"
              'test $! = %d && "$@" && s=0 || s=$?\n'
              'echo "app.f(), os.listdir(\'/proc/self/task\')" >&3\nsleep 0.3\nexit $s\n' % (
                  p.pid - 1, shlex.quote(t.python), p.pid))
    before = p.snapshot()
    directory = tempfile.mkdtemp(dir=t.dir)
    for name, text in (("app.py", V1), ("main.py", open(p.path("main.py")).read())):
        with open(os.path.join(directory, name), "w") as f:
            f.write(text)
    os.mkfifo(os.path.join(directory, "in"))
    run = subprocess.run(["unshare", "-p", "-f", "--kill-child", "sh", "-c", inside, "sh", TOOL, "--no-log", "--timeout", "1",
                          str(p.pid), "app"], cwd=directory, capture_output=True, text=True, timeout=30)
    with open(os.path.join(directory, "out")) as f:
        said = f.read()
    assert "(1, ['%d'])" % 1 in said or "(1, [" in said and said.count("'") == 2, (said, run)
    assert run.returncode == 3, (run, said)
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
    os._exit(1 if touched else 0)
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
print(same, first == second, os.waitpid(second, 0)[1], run.returncode, out)
"""
# The n-th call is held up, and meanwhile the process makes room for another one.
POINTS = (("pread64", 17, 1), ("process_vm_readv", 310, 1), ("process_vm_readv", 310, 60), ("ptrace", 101, 1),
          ("ptrace", 101, 2), ("ptrace", 101, 6), ("process_vm_writev", 311, 1), ("pwrite64", 18, 1), ("ftruncate", 77, 1))


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
        out = run.communicate(timeout=20)[0]
        held, again, touched, status = out.split(None, 4)[:4]
        met += held == "8"
        assert again == "True", (point, out)
        # -9: the command's own watchdog, on a machine that is slow enough.
        if touched != "0" or status not in ("3", "4", "5", "-9"):
            wrong.append("%s #%d: exit %s, the other process %s" % (point[0], point[2], status, "was touched" if touched != "0" else "is whole"))
    assert not wrong, "; ".join(wrong)
    t.note("held up at %d of %d points" % (met, len(POINTS)))


# --- programs that exec, fork, begin and end --------------------------------------------------

EXEC = """
import app, ctypes, os, random, sys, threading, time
if os.path.exists("stop"):
    _ready()
    _serve(globals())
how = sys.argv[1]
def again():
    time.sleep(random.random() * 0.03)
    words = [sys.executable, "main.py", how]
    if how == "C":
        # Nobody's GIL holds this one up.
        array = (ctypes.c_char_p * 4)(*[w.encode() for w in words])
        ctypes.CDLL(None).execv(words[0].encode(), array)
    os.execv(words[0], words)
_ready()
if how == "main":
    again()
threading.Thread(target=again).start()
time.sleep(60)
"""


def test_exec_under_way(t):
    seen = collections.Counter()
    for how in ("main", "thread", "C"):
        p = Program(t, {"app.py": V1}, None, serve=False, args=["-c", "pass"])
        p = Program(t, {"app.py": V1, "main2.py": ""}, EXEC, serve=False, args=["-S"])
