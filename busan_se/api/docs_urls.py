"""Addresses of the pages about the open interface, English under `/en/`: its documentation, and one's own tokens."""

from django.urls import path

from busan_se.api import tokens
from busan_se.api.docs import docs

urlpatterns = [
    path("api/docs/", docs, name="api-docs"),
    path("my/account/tokens/", tokens.tokens, name="api-tokens"),
    path("my/account/tokens/new/", tokens.new_token, name="api-token-new"),
    path("my/account/tokens/<int:pk>/revoke/", tokens.revoke_token, name="api-token-revoke"),
]
