def handle(image):
    return image + " resized"
