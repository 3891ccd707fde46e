from tests.engine.svod import digest, svod

__all__ = ["digest", "svod"]
