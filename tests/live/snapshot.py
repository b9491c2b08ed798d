"""What a process has and how it stands, and what differs after a run."""

import collections
import os
import re
import time

KIB, MIB = 1 << 10, 1 << 20
ARENA = 64 * MIB      # what glibc reserves for a malloc arena of a thread, aligned to itself
PYMALLOC = 256 * KIB  # of Python's own allocator before 3.10; 1 MiB since
# Since 3.10 the first arena in a region of 16 GiB comes with a node of the allocator's radix tree, 16,384 pointers.
RADIX = 132 * KIB
# The process's own table of interned strings doubles once, when texts that came and went have used up the smaller one: for
# each place 2 bytes, and for two in three of them 16 (24 before 3.11), in pages; beside arenas, or by itself.
PAGE = 4 * KIB
TABLES = {(2 * n + entry * (2 * n // 3)) // PAGE for n in (2048, 4096, 8192, 16384, 32768) for entry in (16, 24)}
GROWTH = 6 * MIB      # what a first reload may import; less than the stack of a thread
# glibc 2.34 and later: the first pthread_create of a process installs the
# handler of this internal signal and never removes it.
SIGSETXID = 1 << (33 - 1)

Mapping = collections.namedtuple("Mapping", "start end perms offset path")


def read_maps(pid):
    maps = []
    with open("/proc/%d/maps" % pid) as f:
        for line in f:
            fields = line.rstrip("\n").split(None, 5)
            start, end = (int(x, 16) for x in fields[0].split("-"))
            maps.append(Mapping(start, end, fields[1], int(fields[2], 16),
                                fields[5] if len(fields) > 5 else ""))
    return maps


def is_memory(mapping):
    """Anonymous memory, the heap, a stack: everything that is no file and no kernel page."""
    return mapping.path == "" or mapping.path.startswith(("[heap]", "[stack", "[anon"))


def read_status(directory):
    with open(directory + "/status") as f:
        return dict((part.strip() for part in line.split(":", 1)) for line in f if ":" in line)


def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return None


class Task:
    def __init__(self, directory):
        status = read_status(directory)
        self.state = status["State"]
        self.tracer = status["TracerPid"]
        self.blocked = int(status["SigBlk"], 16)
        # A handler that happens to run blocks its signal for that moment, as pthread_create() does.
        for _ in range(100):
            if not self.blocked:
                break
            time.sleep(0.002)
            self.blocked &= int(read_status(directory)["SigBlk"], 16)
        self.ignored = status["SigIgn"]
        self.caught = int(status["SigCgt"], 16)


class Snapshot:
    def __init__(self, pid):
        base = "/proc/%d" % pid
        self.tasks = {}
        for tid in os.listdir(base + "/task"):
            try:
                self.tasks[int(tid)] = Task(base + "/task/" + tid)
            except (FileNotFoundError, ProcessLookupError):
                pass  # it ended while we were looking
        self.main = self.tasks[pid]
        self.fds = {int(fd): link(base + "/fd/" + fd) for fd in os.listdir(base + "/fd")}
        self.maps = read_maps(pid)


def resident(pid):
    """KiB of anonymous memory that is in use, RssAnon of proc_pid_status(5).  Mappings are no measure: glibc
    keeps the stacks of threads that ended, CPython takes a mebibyte at once."""
    with open("/proc/%d/status" % pid) as f:
        return int(re.search(r"RssAnon:\s+(\d+)", f.read()).group(1))


def task_differences(before, after, steady):
    for tid, task in after.tasks.items():
        if task.tracer != before.main.tracer:
            yield "thread %d is traced by %s" % (tid, task.tracer)
        if task.state[0] in "TtZX" and task.state != before.main.state:
            yield "thread %d is in state %s" % (tid, task.state)
        old = before.tasks.get(tid)
        if steady and old and old.blocked != task.blocked:
            yield "thread %d blocks %x, before %x" % (tid, task.blocked, old.blocked)
    if after.main.ignored != before.main.ignored:
        yield "ignored signals %s -> %s" % (before.main.ignored, after.main.ignored)
    if after.main.caught not in (before.main.caught, before.main.caught | SIGSETXID):
        yield "caught signals %x -> %x" % (before.main.caught, after.main.caught)
    if steady and set(after.tasks) != set(before.tasks):
        yield "threads %s -> %s" % (sorted(before.tasks), sorted(after.tasks))
    if steady and after.fds != before.fds:
        yield "files %s -> %s" % (before.fds, after.fds)


def fixed(maps):
    """Everything but plain memory: mapped files, and whatever is executable."""
    return {m for m in maps if not is_memory(m) or "x" in m.perms}


def new_ranges(before, after):
    """Parts of memory that were not mapped as memory before: (start, end, perms, grown)."""
    old = sorted((m.start, m.end) for m in before if is_memory(m))
    edges = {edge for pair in old for edge in pair}
    for m in after:
        if not is_memory(m):
            continue
        at = m.start
        for start, end in old + [(m.end, m.end)]:
            if end <= at or start > m.end:
                continue
            if start > at:
                grown = "w" in m.perms and (at in edges or start in edges and start < m.end)
                yield at, start, m.perms, grown
            at = max(at, end)
            if at >= m.end:
                break
        else:
            if at < m.end:
                yield at, m.end, m.perms, at in edges


def is_arena(ranges, i):
    """ranges[i] and its successor are one fresh malloc arena of glibc."""
    if i + 1 >= len(ranges):
        return False
    (start, middle, perms, _), (again, end, rest, _) = ranges[i], ranges[i + 1]
    return (perms == "rw-p" and rest == "---p" and start % ARENA == 0 and middle == again and
            end - start == ARENA)


def is_of_python(size):
    """Arenas of Python's own allocator, with what may come beside them."""
    rest = size % PYMALLOC
    tables = {(n + more) * PAGE % PYMALLOC for n in TABLES for more in (-1, 0, 1)}
    return not rest or (size > PYMALLOC and rest == RADIX) or rest in tables


def memory_differences(before, after, arenas, growth):
    ranges = list(new_ranges(before.maps, after.maps))
    total, i = 0, 0
    while i < len(ranges):
        start, end, perms, grown = ranges[i]
        size = end - start
        if arenas and is_arena(ranges, i):
            arenas -= 1
            i += 2
            continue
        if perms != "rw-p":
            yield "new memory %x-%x %s" % (start, end, perms)
        elif not grown and not is_of_python(size):
            yield "new memory %x-%x, %d KiB" % (start, end, size // KIB)
        total += size
        i += 1
    if total > growth:
        yield "%d KiB of new memory" % (total // KIB)


def new_arenas(before, after):
    ranges = list(new_ranges(before.maps, after.maps))
    return sum(is_arena(ranges, i) for i in range(len(ranges)))


def differences(before, after, steady=True, arenas=1, growth=GROWTH):
    """What a run left behind, as a list of complaints.

    steady=False: the program makes and ends threads, files and memory by
    itself; then only what no program like that would do is a complaint.
    arenas: so many new malloc arenas are allowed (glibc makes one for the worker, one for the watcher if it has to act).
    """
    wrong = list(task_differences(before, after, steady))
    for m in sorted(fixed(after.maps) - fixed(before.maps)):
        wrong.append("new mapping %x-%x %s %s" % (m.start, m.end, m.perms, m.path))
    for m in sorted(fixed(before.maps) - fixed(after.maps)):
        wrong.append("lost mapping %x-%x %s %s" % (m.start, m.end, m.perms, m.path))
    if any("memfd:" in m.path for m in after.maps):
        wrong.append("a memfd is still mapped")
    for fd, path in after.fds.items():
        if path and "memfd:" in path:
            wrong.append("still open: %d %s" % (fd, path))
    if steady:
        wrong.extend(memory_differences(before, after, arenas, growth))
    return wrong
