from app import CUR, CONFIGS
held = [CUR, CONFIGS["a"]]
