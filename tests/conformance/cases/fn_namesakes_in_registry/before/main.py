import app
from bot import HANDLERS, say

QUIT = HANDLERS["quit"]
