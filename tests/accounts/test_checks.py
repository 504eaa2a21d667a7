import pytest

from busan_se.accounts import checks
from busan_se.accounts.roles import RoleGrant


@pytest.mark.parametrize(
    ("grant", "found"),
    [
        (RoleGrant("city_staff", ("accounts.view_user",)), []),
        (RoleGrant("city_staff", ("accounts.fly_user",)), ["permission: accounts.fly_user"]),
        (RoleGrant("mayor", ("accounts.view_user",)), ["role: mayor"]),
    ],
)
def test_a_grant_must_name_a_role_and_permissions_that_exist(monkeypatch, grant, found):
    monkeypatch.setattr(checks, "registered", lambda kind: (grant,))
    messages = [error.msg for error in checks.role_grants(None)]
    assert len(messages) == len(found)
    assert all(text in message for text, message in zip(found, messages, strict=True))
