"""The desk for people: who they are, what they may do, and letting them in again."""

from busan_se.accounts.desk import DistrictScopedAdmin, PortalModelAdmin

__all__ = ["DistrictScopedAdmin", "PortalModelAdmin"]
