import dispatch, app
H = dispatch.HANDLERS
H["text"].handle(""); H["text"].handle("")
held = H["text"]


def checks():
    return {"new class": "video" in H and H["video"].handle("") == "text no. 1", "code": held.handle("") == "text no. 3",
            "each once": dispatch.ORDER == ["text", "image", "video"], "registry and holder agree": H["text"] is held}
