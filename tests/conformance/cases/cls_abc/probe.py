import app
@app.Shape.register
class Virtual: pass
class Square(app.Shape):
    def area(self): return 4
square, virtual = Square(), Virtual()
isinstance(virtual, app.Shape), isinstance(3, app.Shape)
def fails():
    try: Square()
    except TypeError: return True


def checks():
    return {
        'registration': isinstance(virtual, app.Shape),
        'methods': square.kind() == 'two',
        'new abstract method is enforced': fails(),
        'not everything': not isinstance(3, app.Shape),
    }
