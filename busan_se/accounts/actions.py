"""Every change of a person's standing: consents, roles, the way back in."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog
from axes.models import AccessLog as SignInLog
from axes.utils import reset as forget_failures
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from busan_se.accounts.consents import CONSENTS
from busan_se.accounts.models import Consent, StaffScope, User
from busan_se.accounts.roles import STAFF_ROLES, Role, forget_roles
from busan_se.reference.models import District


@transaction.atomic
def give_consent(user: User, purpose: str) -> Consent:
    """Record that `user` agrees to the current text of `purpose`. Agreeing twice is one consent.

    An open consent to an older version ends when the newer one is given.
    """
    version = CONSENTS[Consent.Purpose(purpose)].version
    _lock(user)
    consent = user.consents.open().filter(purpose=purpose).first()
    if consent and consent.text_version == version:
        return consent
    withdraw_consent(user, purpose)
    return user.consents.create(purpose=purpose, text_version=version)


@transaction.atomic
def withdraw_consent(user: User, purpose: str) -> bool:
    """Record that `user` takes back the consent for `purpose`; return whether there was one."""
    _lock(user)
    return bool(user.consents.open().filter(purpose=purpose).update(withdrawn_at=timezone.now()))


@transaction.atomic
def set_roles(user: User, roles: Iterable[str], districts: Iterable[str] = (), *, by: User | None = None) -> None:
    """Give `user` exactly `roles`, and as district staff the scope `districts` (codes); logged when `by` is given.

    `is_staff` follows: a superuser and whoever has a role with a desk in the admin.
    """
    _lock(user)
    wanted = {Role(role) for role in roles}
    groups = [Group.objects.get_or_create(name=role.value)[0] for role in wanted]
    user.groups.remove(*Group.objects.filter(name__in=set(Role.values) - wanted))
    user.groups.add(*groups)
    user.is_staff = user.is_superuser or bool(wanted & STAFF_ROLES)
    user.save(update_fields=["is_staff"])
    scope, _made = StaffScope.objects.get_or_create(user=user)
    scope.districts.set(District.objects.filter(pk__in=districts if Role.DISTRICT_STAFF in wanted else ()))
    forget_roles(user)
    if by:
        names = ", ".join(str(role.label) for role in sorted(wanted)) or "–"
        log_change(by, user, _("Roles: %(roles)s") % {"roles": names})


@transaction.atomic
def open_account(user: User, *, by: User) -> None:
    """Finish an account that staff made for someone: no password yet, the address to be confirmed by mail."""
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    log_change(by, user, _("Account made; the person sets a password by mail."))


@transaction.atomic
def forget_person(user: User) -> None:
    """Take name, addresses, telephone and every way in off an account and close it for good; the row stays.

    Open sessions end with the password. The address is free: its person may sign up again, as somebody new. Called by
    `privacy.closing`, which settles everything else before.
    """
    for model in (AccessAttempt, AccessFailureLog, SignInLog):
        model.objects.filter(username=user.email).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    about = LogEntry.objects.filter(content_type__app_label="accounts", object_id=str(user.pk))
    about.filter(content_type__model="user").update(object_repr="", change_message="")
    user.consents.open().update(withdrawn_at=timezone.now())
    user.name, user.phone, user.email = "", "", f"closed-{user.pk}@closed.invalid"
    user.is_active, user.closed_at = False, timezone.now()
    user.set_unusable_password()
    user.save()


def unlock(user: User, *, by: User) -> int:
    """Forget the failed sign-ins for this person's address; return how many locks there were."""
    count = int(forget_failures(username=user.email))
    log_change(by, user, _("Sign-in unlocked"))
    return count


def log_change(by: User, user: User, message: str) -> None:
    """Write one line into the log of the desk: what `by` did to `user`."""
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message=message, single_object=True)


def _lock(user: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
