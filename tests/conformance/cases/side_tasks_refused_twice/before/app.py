from registry import task


@task("add")
def add(a, b):
    return a + b


@task("fail")
def fail():
    return "failed"
