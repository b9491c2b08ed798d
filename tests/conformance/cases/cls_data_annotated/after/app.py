from typing import ClassVar, List, Optional


class Job:
    total: int = 0
    current: "Optional[Job]" = None
    waiting: List[int] = []

    def __init__(self):
        Job.total += 1
        Job.current = self


class Typed:
    made: ClassVar[int] = 0

    def __init__(self):
        Typed.made += 1
