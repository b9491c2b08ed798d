import bus


class F(bus.Base):
    kind = "a"


class G(bus.Base):
    kind = "b"
