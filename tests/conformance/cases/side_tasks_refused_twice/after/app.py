from registry import task


@task("add")
def add(a, b):
    return a + b


@task("fail", retries=1)
def fail():
    return "failed"
