from collections import Counter
from models import Issue, Kind, Priority, Comment

ISSUES = []
COLORS = {Priority.LOW: "green", Priority.HIGH: "orange", Priority.URGENT: "red"}
DEFAULT_PRIORITY = Priority.HIGH
ICON = {k: k.value[0].upper() for k in Kind}


def create(title, kind=Kind.BUG, priority=DEFAULT_PRIORITY):
    issue = Issue(title, kind, priority)
    ISSUES.append(issue)
    return issue


def board(key=lambda i: (i.sort_index, i.title)):
    return [f"{ICON[i.kind]} {i.title} {COLORS[i.priority]}" for i in sorted(ISSUES, key=key)]


def stats():
    return Counter(str(i.kind) for i in ISSUES)
