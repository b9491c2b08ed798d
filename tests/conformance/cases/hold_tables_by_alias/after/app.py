from dataclasses import dataclass
from typing import Dict, List, Optional


class Money:
    def __init__(self, cents):
        self.cents = cents

    def text(self):
        return "%d c" % self.cents


@dataclass(frozen=True)
class Route:
    method: str
    path: str


CONVERTERS = {Optional[Money]: "maybe", List[Money]: "list", Dict[str, List[Money]]: "nested"}
TIMEOUTS = {Route("GET", "/"): 6, Route("POST", "/"): 10, Route("HEAD", "/"): 8}


class Limits:
    table = {Route("GET", "/"): 2, Route("PUT", "/"): 3}
