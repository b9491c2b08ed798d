import io
OUT = io.StringIO()
