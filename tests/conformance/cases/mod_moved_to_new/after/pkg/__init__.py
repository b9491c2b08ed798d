from .store import Session, get, is_busy, put, served
