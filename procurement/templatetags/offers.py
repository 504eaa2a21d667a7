"""Values of offers in templates."""

from django import template

from procurement.marketplace.pages import price_of

register = template.Library()

register.filter("price", price_of)
