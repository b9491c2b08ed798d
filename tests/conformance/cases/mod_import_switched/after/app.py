from impl_b import conv, Impl, DATA, ITEM
def go(): return conv(), Impl().m(), DATA["k"], ITEM.m()
