"""Closing an account: everything that no law keeps goes, in one transaction."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from busan_se.accounts.actions import forget_person
from busan_se.accounts.models import User
from busan_se.accounts.roles import needs_second_factor
from busan_se.core.errors import Refused, WrongState
from busan_se.core.extensions import ClosingObstacle, PersonalData
from busan_se.core.registry import registered
from busan_se.notifications.actions import send_mail_once
from busan_se.privacy.holdings import holdings_of
from busan_se.privacy.models import IdleNotice


def obstacles(user: User) -> list[str]:
    """Return what is to be settled before the account can be closed, in sentences."""
    found = [str(sentence) for obstacle in registered(ClosingObstacle) for sentence in obstacle.found(user)]
    if user.is_superuser or needs_second_factor(user):
        found.append(_("You work at a desk: have your role taken away first."))
    return found


@transaction.atomic
def close_account(pk: int, *, seen_at: Any = None) -> None:
    """Close the account with this key for good and confirm it by mail.

    Raises WrongState ("closed", or "seen" if the last sign-in is not `seen_at` any more, where that is given), Refused
    ("obstacles") with what is to be settled before.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    if user.closed_at:
        raise WrongState(_("This account is closed already."), "closed")
    if seen_at is not None and (user.last_login or user.date_joined) != seen_at:
        raise WrongState(_("Somebody signed in in the meantime."), "seen")
    if found := obstacles(user):
        raise Refused(" ".join(found), "obstacles")
    email, letter = user.email, _letter(user)
    for declared in registered(PersonalData):
        if declared.close:
            declared.close(user)
    IdleNotice.objects.filter(user=user).delete()
    forget_person(user)
    send_mail_once(email, kind="privacy.closed", key=f"closed:{user.pk}", subject=letter[0], body=letter[1])


def _letter(user: User) -> tuple[str, str]:
    """Return subject and text of the confirmation, in the person's language, before the name is gone."""
    with translation.override(user.language):
        lines = [
            _("%(name)s, your account is closed.") % {"name": user.name},
            "",
            _("What became of what was kept of you:"),
            *(f"- {holding.title}: {holding.declared.on_closing}" for holding in holdings_of(user)),
            "",
            _("You can sign up again with the same address at any time, as a new member."),
        ]
        return _("Your account is closed"), "\n".join(lines)
