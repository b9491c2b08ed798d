from dataclasses import dataclass, field


@dataclass
class Room:
    number: int
    beds: int = 2
    bookings: list = field(default_factory=list)
    view: bool = False

    def free(self):
        return not self.bookings


rooms = {101: Room(101), 102: Room(102), 103: Room(103)}
spare = [Room(1, beds=1), Room(2)]
EVERY = {n: Room(n) for n in (201, 202, 203)}
