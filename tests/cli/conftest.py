from tests.engine.svod import svod

__all__ = ["svod"]
