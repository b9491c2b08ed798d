"""Filters, limits and rights: each with the exit and the message that the manual promises, and nobody harmed."""

import os
import subprocess

from program import TOOL, Program, poll, tool

APP = "def f(): return %d\n"
KILL_PROCESS, KILL_THREAD, TRAP, ERRNO, LOG = 0x80000000, 0, 0x30000, 0x50000, 0x7ffc0000
CALLS = {"mmap": 9, "mprotect": 10, "munmap": 11, "rt_sigprocmask": 14, "rt_sigreturn": 15, "madvise": 28,
         "nanosleep": 35, "clone": 56, "prctl": 157, "gettid": 186, "futex": 202, "set_tid_address": 218,
         "openat": 257, "set_robust_list": 273, "memfd_create": 319, "rseq": 334, "clone3": 435}
# 110 is getppid, which nobody calls.
# filter(call, action, argument, mask): that call, where the argument has one of these bits.
MAIN = """
import app, ctypes, struct
C = ctypes.CDLL(None, use_errno=True)
def filter(call, action, argument=0, mask=0):
    insns = [(0x20, 0, 0, 0), (0x15, 0, 3 if mask else 1, call)]
    if mask: insns += [(0x20, 0, 0, 16 + 8 * argument), (0x45, 0, 1, mask)]
    insns += [(0x06, 0, 0, action), (0x06, 0, 0, 0x7fff0000)]
    text = b"".join(struct.pack("HBBI", *i) for i in insns)
    program = ctypes.create_string_buffer(text)
    head = struct.pack("HxxxxxxP", len(insns), ctypes.addressof(program))
    assert C.prctl(38, 1, 0, 0, 0) == 0
    assert C.prctl(22, 2, head, 0, 0) == 0, ctypes.get_errno()
"""


def filtered(t, call, action, *more):
    p = Program(t, {"app.py": APP % 1}, MAIN)
    p.ask("filter(%d, %d, *%r)" % (CALLS[call], action, more))
    p.write("app.py", APP % 2)
    return p


def refused(p, *words):
    run = p.reload("app", status=3)
    assert run.doc["error"]["code"] == "ERR_ENVIRONMENT", run.out
    assert all(w in run.doc["error"]["message"] + run.doc["error"]["hint"] for w in words), run.out
    p.expect("app.f()", 1)


def test_filters_that_kill(t):
    """They are asked beforehand: the call is never made."""
    for call in CALLS:
        for action in (KILL_PROCESS, TRAP) if call in ("memfd_create", "munmap") else (KILL_PROCESS,):
            # Of mmap and mprotect only what a target at rest does not do: executable, writable.
            p = filtered(t, call, action, *{"mmap": (2, 4), "mprotect": (2, 2)}.get(call, ()))
            refused(p, "seccomp filter", call)
            p.process.kill()


def test_filters_that_answer_with_an_error(t):
    refused(filtered(t, "memfd_create", ERRNO | 1), "memfd_create", "seccomp")
    refused(filtered(t, "mmap", ERRNO | 1, 2, 4), "mapping", "seccomp")
    for call in ("munmap", "set_tid_address", "rt_sigreturn", "rseq"):
        refused(filtered(t, call, ERRNO | 38), "seccomp filter", call)


def test_filters_that_let_it_pass(t):
    for call, action in (("clone3", ERRNO | 38), ("nanosleep", LOG), ("prctl", ERRNO | 1), ("madvise", ERRNO | 1)):
        p = Program(t, {"app.py": APP % 1}, MAIN)
        p.ask("filter(110, %d) or filter(%d, %d)" % (KILL_PROCESS, CALLS[call], action))
        p.write("app.py", APP % 2)
        p.reload("app")
        p.expect("app.f()", 2)


def test_filters_that_cannot_be_read(t):
    """Without CAP_SYS_ADMIN the kernel does not show them."""
    p = filtered(t, "memfd_create", LOG)
    command = ("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin", TOOL, "--json")
    run = tool(p.pid, "app", command=command)
    assert run.status == 3 and "seccomp" in run.doc["error"]["message"] and "--force" in run.doc["error"]["hint"], run.out
    p.expect("app.f()", 1)
    run = tool("--force", p.pid, "app", command=command)
    assert run.status == 0, run.out
    p.expect("app.f()", 2)


def test_command_of_the_same_container(t):
    """It has the same filters as the target, and may not read any: they count as known."""
    code = ("import ctypes, os, struct, sys\n"
            "text = struct.pack('HBBI', 6, 0, 0, 0x7fff0000)\n"
            "program = ctypes.create_string_buffer(text)\n"
            "C = ctypes.CDLL(None)\n"
            "C.prctl(38, 1, 0, 0, 0)\n"
            "assert C.prctl(22, 2, struct.pack('HxxxxxxP', 1, ctypes.addressof(program)), 0, 0) == 0\n"
            "os.execv(sys.argv[1], sys.argv[1:])\n")
    p = Program(t, {"app.py": APP % 1}, MAIN)
    p.ask("filter(110, %d)" % KILL_PROCESS)
    p.write("app.py", APP % 2)
    run = subprocess.run([t.python, "-c", code, TOOL, "--no-log", "-q", str(p.pid), "app"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    p.expect("app.f()", 2)


def test_interpreter_ends_in_the_middle(t):
    """It ends the worker where that next asks for the GIL; the worker's stack goes, and others must not need it."""
    main = ("import app, os, random, sys, threading, time\n"
            "def busy():\n"
            "    while True: sum(range(100))\n"
            "for _ in range(%d): threading.Thread(target=busy, daemon=True).start()\n"
            "_ready()\n"
            "time.sleep(random.random() * 0.03)\n"
            "sys.exit(7)\n") % (3 if t.version >= (3, 11) else 0)
    seen = {}
    # Up to 3.10 a program with daemon threads may crash by itself: they use their states while those are freed.
    for _ in range(40):
        p = Program(t, {"app.py": APP % 1}, main, serve="loop")
        p.write("app.py", APP % 2)
        status = tool("--timeout", "4", p.pid, "app").status
        assert status in (0, 3, 4, 5), status
        assert p.process.wait(10) == 7, p.process.returncode
        seen[status] = seen.get(status, 0) + 1
    t.note("exits %s" % seen)


def children_of(pid):
    found = []
    for task in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/children" % (pid, task)) as f:
            found += f.read().split()
    return found


def test_child_of_vfork(t):
    """It shares the memory of its parent until it calls exec."""
    p = Program(t, {"app.py": APP % 1, "c.c": "#include <unistd.h>\n#include <stdlib.h>\n"
                    "int child(void) { int p = vfork(); if (!p) { usleep(900000); _exit(0); } return p; }\n"}, None, serve=False,
                args=["-c", "pass"])
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", p.path("c.so"), p.path("c.c")], check=True)
    p = Program(t, {"app.py": APP % 1}, "import app, ctypes, threading\nC = ctypes.CDLL(%r)\n" % p.path("c.so"))
    p.write("app.py", APP % 2)
    p.ask("threading.Thread(target=C.child, daemon=True).start()")
    poll(lambda: children_of(p.pid), what="the child")
    run = tool(children_of(p.pid)[0], "app")
    assert run.status == 3 and "shares its memory with process %d" % p.pid in run.doc["error"]["message"], run.out
    p.expect("app.f()", 1)


def test_command_may_not_write_files(t):
    """RLIMIT_FSIZE: a memfd counts as one."""
    p = Program(t, {"app.py": APP % 1}, MAIN)
    p.write("app.py", APP % 2)
    before = p.snapshot()
    run = tool(p.pid, "app", command=("prlimit", "--fsize=0", TOOL, "--json"))
    assert run.status in (3, 4) and run.doc["error"]["message"], (run.out, run.err)
    p.check_unharmed(before)
    p.expect("app.f()", 1)


def test_runs_do_not_add_up_while_the_gil_is_kept(t):
    p = Program(t, {"app.py": APP % 1}, "import app, ctypes\nC = ctypes.PyDLL(None)\n")
    p.write("app.py", APP % 2)
    p.send("C.sleep(4)")
    first = p.snapshot()
    for _ in range(3):
        assert tool("--timeout", "0.5", p.pid, "app").status == 4
    assert len(p.snapshot().tasks) <= len(first.tasks) + 2, p.snapshot().tasks
    assert p.answer(10) == "= 0"
    p.check_unharmed(first)
    p.reload("app")
    p.expect("app.f()", 2)


def test_threads_of_new_code_have_the_name_of_the_others(t):
    p = Program(t, {"app.py": APP % 1}, "import app, threading, time\n")
    p.write("app.py", "import threading, time\nt = threading.Thread(target=time.sleep, args=(20,), daemon=True)\nt.start()\n" + APP % 2)
    assert tool(p.pid, "app").status == 0
    names = p.ask("{open('/proc/self/task/%d/comm' % t.native_id).read() for t in threading.enumerate()}")
    assert "pyreload" not in names, names
