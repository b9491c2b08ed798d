import app
import orm
from app import Post, User

user, post = User("ann"), Post()
label = user.label
columns = [User.__dict__["id"], User.__dict__["name"]]


def checks():
    return {
        "methods": user.label() == label() == "new ann" and post.label() == "new post",
        "new ones": user.short == "a" and User.named(" bob ").name == "bob",
        "those that are gone": not hasattr(User, "gone"),
        "super()": user.save() == [("name", "ann"), "new"],
        "plain values": (User.page, User.limit) == (20, 50),
        "columns are what they were": [User.__dict__["id"], User.__dict__["name"]] == columns,
        "a table each": orm.TABLES == {"users": ["id", "name"], "posts": ["id"]} and app.User is User,
    }
