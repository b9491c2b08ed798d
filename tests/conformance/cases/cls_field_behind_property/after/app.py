from dataclasses import dataclass, field


@dataclass
class Job:
    name: str
    _state: str = field(default="new", repr=False)

    @property
    def state(self):
        return self._state

    def run(self):
        self._state = "done"
