"""The desks' lists are written by the portal: they must show what Django itself would show, on every desk."""

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import results
from django.db import models
from django.test import RequestFactory

from busan_se.accounts.models import User
from busan_se.accounts.templatetags.desk_list import lines
from tests.architecture import world as worlds

pytestmark = pytest.mark.django_db


def is_instant(desk, name):
    """Return whether a column is shown in the portal's own way."""
    fields = {field.name: field for field in desk.model._meta.get_fields()}
    return isinstance(fields.get(name), models.DateTimeField)


def test_every_list_is_the_one_of_django():
    worlds.build()
    request = RequestFactory().get("/admin/")
    request.user = User.objects.filter(is_superuser=True).first()
    compared = set()
    for desk in admin.site._registry.values():
        if desk.has_view_permission(request):
            cl = desk.get_changelist_instance(request)
            cl.formset = None
            cl.list_display = [name for name in cl.list_display if not is_instant(desk, name)]
            expected = ["".join(row) for row in results(cl)]
            assert list(lines(cl)) == expected, desk
            compared.update([desk.model] if expected else [])
    assert len(compared) > 40
