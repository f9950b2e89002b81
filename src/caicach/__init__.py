"""CaiCach runs a Vietnamese province's administrative reform (cải cách hành chính); every figure answers for itself."""

__version__ = "0.1.0"
