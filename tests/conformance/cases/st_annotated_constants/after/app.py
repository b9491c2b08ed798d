from typing import Final, List, Optional

PORT: int = 8080
NAME: Final = "new"
TAGS: List[str] = ["a", "b"]
LIMIT: Optional[int] = 5


def port():
    return PORT, NAME, TAGS, LIMIT
