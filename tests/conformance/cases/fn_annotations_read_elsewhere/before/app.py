def search(text: str, limit: int = 5) -> "list":
    return text, limit


def load(key: int) -> int:
    return 1


class Store:
    def put(self, key: int) -> str:
        return "1"
