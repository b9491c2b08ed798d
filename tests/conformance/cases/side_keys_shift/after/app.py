import bus


class F(bus.Base):
    kind = "b"


class G(bus.Base):
    kind = "c"
