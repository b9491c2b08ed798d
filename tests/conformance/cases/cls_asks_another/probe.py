from app import Item

item = Item()


def checks():
    return {"new method": hasattr(Item.objects, "total") and item.objects.total() == "two",
            "changed": item.objects.cheap() == "two", "gone": not hasattr(Item.objects, "gone")}
