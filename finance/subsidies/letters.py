"""What enterprises are told about their grant: a row in the inbox and a mail each, in the caller's transaction."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import now, seoul
from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_date
from busan_se.notifications.actions import notify
from enterprises.applications.letters import desk, readers
from enterprises.applications.rules import stated
from enterprises.registry.models import Membership
from finance.subsidies.models import Agreement, Grant, GrantDecision, Payment

_REMIND_DAYS = (1, 7)


def tell_to_file(grant: Grant) -> None:
    """Tell that the grant application can be filed, until when, and up to which amount."""
    _tell(
        grant,
        "to-file",
        lambda: _("File the grant application: %(call)s") % {"call": grant.application.call.title},
        lambda: (
            _(
                "%(name)s was selected with %(won)s. The grant is given on a grant application of your own: revised "
                "plan, amount, own share and bank account.\nTo be filed by: %(due)s"
            )
            % {"name": grant.application.applicant_name, "won": won(grant.selected_won), "due": due_text(grant)}
        ),
    )


def tell_filed(grant: Grant) -> None:
    """Confirm what was filed, with its hash."""
    assert grant.filed_at
    assert grant.requested_won
    filed_at, requested = grant.filed_at, grant.requested_won
    _tell(
        grant,
        f"filed:{grant.content_hash}:{filed_at:%Y%m%d%H%M%S}",
        lambda: _("Grant application received: %(number)s") % {"number": grant.application.receipt_number},
        lambda: (
            _(
                "We have received the grant application of %(name)s over %(won)s.\nReceived: %(when)s (Seoul time)\n"
                "Content hash (SHA-256): %(hash)s\nThe result comes by mail and shows on the page of the grant."
            )
            % {
                "name": grant.application.applicant_name,
                "won": won(requested),
                "when": stated(filed_at),
                "hash": grant.content_hash,
            }
        ),
    )


def tell_sent_back(grant: Grant) -> None:
    """Tell what is to be mended, and by when."""
    assert grant.due_at
    due = grant.due_at
    _tell(
        grant,
        f"sent-back:{due:%Y%m%d%H%M}:{grant.content_hash[:12]}",
        lambda: _("Please mend the grant application: %(call)s") % {"call": grant.application.call.title},
        lambda: (
            _("What is to be mended: %(reason)s\nTo be filed again by: %(due)s")
            % {"reason": grant.sent_back_reason, "due": stated(due)}
        ),
    )


def tell_due(grant: Grant) -> None:
    """Tell the new instant until which the grant application is due."""
    assert grant.due_at
    due = grant.due_at
    _tell(
        grant,
        f"due:{due:%Y%m%d%H%M}",
        lambda: _("New date for the grant application: %(due)s") % {"due": stated(due)},
        lambda: (
            _("The grant application for “%(call)s” can be filed until %(due)s.")
            % {"call": grant.application.call.title, "due": stated(due)}
        ),
    )


def tell_decision(grant: Grant, decision: GrantDecision) -> None:
    """Tell the decision with amount and conditions, or with the reason."""
    _tell(
        grant,
        "decision",
        lambda: _("Grant decision: %(call)s") % {"call": grant.application.call.title},
        lambda: _decision_text(grant, decision),
    )


def _decision_text(grant: Grant, decision: GrantDecision) -> str:
    name = grant.application.applicant_name
    if decision.amount_won is None:
        return _("No grant is given to %(name)s.\nReason: %(reason)s") % {"name": name, "reason": decision.reason}
    return _(
        "%(name)s is granted %(won)s.\n\nConditions:\n%(conditions)s\n\nThe page of the grant has the notice as "
        "PDF and says how to object."
    ) % {"name": name, "won": won(decision.amount_won), "conditions": decision.conditions}


def tell_agreement(grant: Grant, agreement: Agreement) -> None:
    """Tell that an agreement waits to be read."""
    _tell(
        grant,
        f"agreement:{agreement.text_hash[:24]}",
        lambda: _("Read the agreement and agree: %(call)s") % {"call": grant.application.call.title},
        lambda: _("An agreement on the grant was offered. Nothing is paid before an owner or a manager agrees to it."),
    )


def tell_payment(payment: Payment) -> None:
    """Tell that money was paid, or that a return arrived."""
    facts = {"n": payment.number, "won": won(payment.amount_won), "day": seoul_date(payment.paid_on)}
    is_return = payment.kind == Payment.Kind.RETURN
    _tell(
        payment.grant,
        f"payment:{payment.pk}",
        lambda: _("Return received: %(won)s") % facts if is_return else _("Grant paid: %(won)s") % facts,
        lambda: (
            _("Return %(n)s of %(won)s was recorded for %(day)s.") % facts
            if is_return
            else _("Instalment %(n)s of %(won)s was paid on %(day)s.") % facts
        ),
    )


def remind() -> int:
    """Remind of grant applications that are due within a week and within a day, once each; return how many.

    None after the instant has passed.
    """
    instant = now()
    reminded = 0
    for grant in Grant.objects.to_write().filter(due_at__gt=instant).with_names():
        assert grant.due_at
        days = (seoul(grant.due_at).date() - seoul(instant).date()).days
        step = next((limit for limit in _REMIND_DAYS if days <= limit), None)
        if step:
            _remind(grant, step)
            reminded += 1
    return reminded


def _remind(grant: Grant, step: int) -> None:
    due = due_text(grant)
    _tell(
        grant,
        f"remind:{grant.due_at:%Y%m%d%H%M}:{step}",
        lambda: _("The grant application is due %(due)s") % {"due": due},
        lambda: (
            _("File the grant application of %(name)s for “%(call)s” until %(due)s.")
            % {"name": grant.application.applicant_name, "call": grant.application.call.title, "due": due}
        ),
    )


def due_text(grant: Grant) -> str:
    """Return the stated instant whole, or that the desk still sets it."""
    return stated(grant.due_at) if grant.due_at else _("the desk in charge tells you the date")


def _tell(grant: Grant, event: str, title: Callable[[], str], body: Callable[[], str]) -> None:
    """Tell the owners, the managers and who applied, each in the own language."""
    told: list[User] = list(readers(grant.application, Membership.Role.OWNER, Membership.Role.MANAGER))
    for user in told:
        with override(user.language):
            questions = _("Questions: %(desk)s") % {"desk": desk(grant.application)}
            notify(
                user,
                kind="grant",
                key=f"grant:{grant.pk}:{event}",
                title=title(),
                body=f"{body()}\n{questions}",
                url=grant.get_absolute_url(),
            )
