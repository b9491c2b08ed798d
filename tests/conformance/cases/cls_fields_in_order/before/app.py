from fields import Field, Form


class Base(Form):
    subject = Field("Subject", longest=10)
    message = Field("Message")
    stars = Field("Stars", most=5)


class More(Base):
    city = Field("City")
