from other import Registry, Shape
