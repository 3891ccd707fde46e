"""Where documents are mined: worker processes, limits, the cache of finished work."""
