"""Lines that put several things into containers of another module say less, or something else."""
import settings
import app

caches, apps, flags = settings.CACHES, settings.APPS, settings.FLAGS
caches["late"] = 3
apps.append("late")
flags.add("late")


def checks():
    return {
        "update(default=...)": caches == {"local": 1, "default": 2, "rows": 8, "cols": 8, "late": 3},
        "extend, in its place": apps == ["core", "web", "grpc", "cli", "late"],
        "sets": flags == {"safe", "fast", "a", "late"},
        "the same objects": caches is settings.CACHES and apps is settings.APPS and flags is settings.FLAGS is app.FLAGS,
    }
