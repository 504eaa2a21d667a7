"""The search form of the whole site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.search.fields import SearchField


class SearchForm(forms.Form):
    """One line of text. Empty is no error: then there is nothing to search."""

    q = SearchField(label=_("Search word"), max_length=100, required=False)
