from app import conv, Impl, DATA, ITEM
import impl_a
held = [impl_a.conv, impl_a.Impl(), impl_a.DATA, impl_a.ITEM]
def u(): return conv(), Impl().m(), DATA["k"], ITEM.m()
