"""Names under which decorators have registered what they made of a function, which itself stays: the old ones go."""
import app
import library


@library.tag("mine")
def mine():
    return "m"


def checks():
    return {
        "tags": sorted(library.TAGS) == ["clock", "mine", "release"],
        "filters": sorted(library.FILTERS) == ["twice"],
        "run": library.TAGS["clock"]() == "<12:00>" and library.TAGS["release"]() == "<1>" and library.FILTERS["twice"](2) == 4,
    }
