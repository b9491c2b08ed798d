def describe(f, text):
    f.short_description = text
