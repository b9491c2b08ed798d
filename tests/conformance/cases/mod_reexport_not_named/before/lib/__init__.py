from .deco import limited
