"""All models of the marketplace."""

from procurement.marketplace.models.enquiries import Enquiry
from procurement.marketplace.models.offers import Category, Offer, OfferVersion, Photo

__all__ = ["Category", "Enquiry", "Offer", "OfferVersion", "Photo"]
