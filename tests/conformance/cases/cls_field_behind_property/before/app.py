from dataclasses import dataclass


@dataclass
class Job:
    name: str
    state: str = "new"

    def run(self):
        self.state = "done"
