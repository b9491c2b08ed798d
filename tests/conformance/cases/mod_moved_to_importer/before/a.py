from b import CACHE, put
