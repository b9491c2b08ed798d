from app import *
from app import make
