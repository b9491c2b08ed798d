from app import Registry
Registry.add("plug", 1)
