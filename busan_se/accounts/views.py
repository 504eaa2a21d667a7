"""One's own account: name, telephone, language, consents, and the way to e-mail, password and second factor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import UpdateView

from busan_se.accounts.actions import give_consent, withdraw_consent
from busan_se.accounts.consents import CONSENTS, ConsentText
from busan_se.accounts.forms import ProfileForm, consent_text
from busan_se.accounts.mfa import has_second_factor
from busan_se.accounts.models import Consent, User
from busan_se.accounts.roles import needs_second_factor
from busan_se.core.forms import status_of


class ProfileView(LoginRequiredMixin, SuccessMessageMixin, UpdateView):
    """`/my/account/`."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = gettext_lazy("Your account is saved.")

    def get_object(self, queryset: QuerySet[Any] | None = None) -> User:
        """Return a copy of one's own row: a refused form must not change the name that the header shows."""
        assert self.request.user.is_authenticated
        return User.objects.get(pk=self.request.user.pk)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status_of(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert user.is_authenticated
        given = {consent.purpose: consent for consent in user.consents.open()}
        return super().get_context_data(
            consents=[_consent_row(text, given.get(text.purpose)) for text in CONSENTS.values()],
            has_second_factor=has_second_factor(user),
            needs_second_factor=needs_second_factor(user),
            **kwargs,
        )


class ConsentView(LoginRequiredMixin, View):
    """Give or take back an optional consent. The required one ends with the account."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, purpose: str) -> HttpResponse:
        text = CONSENTS.get(purpose)  # type: ignore[call-overload]
        if text is None or text.required:
            raise BadRequest("There is no such optional consent.")
        assert request.user.is_authenticated
        if "give" in request.POST:
            give_consent(request.user, purpose)
            messages.success(request, _("Thank you. Your consent is recorded."))
        elif withdraw_consent(request.user, purpose):
            messages.success(request, _("Your consent is withdrawn."))
        return redirect("accounts:profile")


def _consent_row(text: ConsentText, given: Consent | None) -> dict[str, Any]:
    return {"text": text, "body": consent_text(text), "given": given}
