from dataclasses import dataclass, field


@dataclass
class Room:
    number: int
    beds: int = 2
    bookings: list = field(default_factory=list)

    def free(self):
        return not self.bookings


rooms = {101: Room(101), 102: Room(102)}
spare = [Room(1, beds=1)]
EVERY = {n: Room(n) for n in (201, 202)}
