from c import hit
