"""The register of a day stands on the desk of enterprises."""

from django.utils.translation import gettext_lazy

from busan_se.core.registry import register
from enterprises.asof import desk
from enterprises.registry.extensions import RegisterPage

register(RegisterPage("as-of", desk.as_of, gettext_lazy("As of a day")))
