from app import RECENT
