"""Filters, limits and rights: each with the exit and the message that the manual promises, and nobody harmed."""

import subprocess

from program import TOOL, Program, tool

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
