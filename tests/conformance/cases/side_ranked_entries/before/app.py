from reg import entry, use


@entry("strip", order=5)
def strip(text):
    return text.strip()


@entry("dots", order=50)
def dots(text):
    return text + ".."


use(1, strip)
use(7, dots)
