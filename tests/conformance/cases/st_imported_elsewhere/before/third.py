from user import LIMIT, chosen
