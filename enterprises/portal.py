"""What the features of this app show elsewhere."""

from enterprises.applications import portal as _applications
from enterprises.imports import portal as _imports
from enterprises.registry import portal as _registry
from enterprises.reporting import portal as _reporting

__all__ = ["_applications", "_imports", "_registry", "_reporting"]
