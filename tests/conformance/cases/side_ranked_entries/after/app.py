from reg import entry, use


@entry("strip", order=90)
def strip(text):
    return text.strip()


@entry("dots", order=50)
def dots(text):
    return text + ".."


use(0, strip)
use(7, dots)
