from app import FIRST
