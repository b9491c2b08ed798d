from decorators import register


@register
class View:
    kind = "view"
    size = 1
