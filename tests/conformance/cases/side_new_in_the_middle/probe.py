"""What is registered in the middle of the source stands in the middle, as after a restart; what others have sorted stays."""
import app
import lib
import other


def paths(entries):
    return [path for path in entries]


def checks():
    ours = [r.path for r in lib.routes if r.path != "/other"]
    return {
        "routes": ours == ["/", "/about", "/.*", "/never"],
        "answers": [r.endpoint() for r in lib.routes if r.path == "/.*"] == ["fallback 2"],
        "dict": [path for path in lib.steps if path != "/other"] == ["/", "/about", "/.*", "/never"],
        "from the front": [path for path, _ in lib.stack] == ["c", "b", "a"],
        "classes": [cls.__name__ for cls in lib.stages] == ["Load", "Check", "Save"],
        "by number": [f.opcode for f in lib.opcodes] == [0, 1, 2],
        "sorted": [rank for rank, _ in lib.sorted_by] == [0, 1, 5],
        "others": lib.steps["/other"] is other.other and other.other in lib.hooks and len(lib.routes) == 5,
    }
