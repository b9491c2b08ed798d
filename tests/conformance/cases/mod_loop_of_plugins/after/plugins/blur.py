def handle(image):
    return image + " blurred"
