from typing import Final, List, Optional

PORT: int = 80
NAME: Final = "old"
TAGS: List[str] = ["a"]
LIMIT: Optional[int] = None


def port():
    return PORT, NAME, TAGS, LIMIT
