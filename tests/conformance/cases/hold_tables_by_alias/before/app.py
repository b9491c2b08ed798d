from dataclasses import dataclass
from typing import Dict, List, Optional


class Money:
    def __init__(self, cents):
        self.cents = cents

    def text(self):
        return "%d" % self.cents


@dataclass(frozen=True)
class Route:
    method: str
    path: str


CONVERTERS = {Optional[Money]: "optional", List[Money]: "list", Dict[str, List[Money]]: "nested"}
TIMEOUTS = {Route("GET", "/"): 5, Route("POST", "/"): 10, Route("PUT", "/"): 7}


class Limits:
    table = {Route("GET", "/"): 1}
