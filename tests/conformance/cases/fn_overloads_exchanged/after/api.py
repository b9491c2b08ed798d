import uuid
from app import dump, to_json


@to_json.register(uuid.UUID)
def _(obj):
    return "uuid"


SET = to_json.dispatch(set)
