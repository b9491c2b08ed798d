from app import HISTORY, note

for i in range(4):
    note(i)


def checks():
    return {"longer": note(4) == [1, 2, 3, 4] and HISTORY.maxlen == 5}
