def handle(image):
    return image + " crop"
