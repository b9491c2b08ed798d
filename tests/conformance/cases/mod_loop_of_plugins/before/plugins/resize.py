def handle(image):
    return image + " resize"
