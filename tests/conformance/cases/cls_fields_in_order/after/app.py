from fields import Field, Form


class Base(Form):
    subject = Field("Subject", longest=50)
    message = Field("Message")
    mail = Field("Mail")
    stars = Field("Stars", most=10)


class More(Base):
    city = Field("City")
