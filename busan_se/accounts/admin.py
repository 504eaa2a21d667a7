"""The desk for people: who they are, what they may do, and letting them in again."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.actions import open_account, unlock
from busan_se.accounts.desk import DistrictScopedAdmin, PortalInline, PortalModelAdmin
from busan_se.accounts.forms import PersonForm, ReasonForm
from busan_se.accounts.mfa import has_second_factor, reset_second_factor
from busan_se.accounts.models import Consent, User

__all__ = ["DistrictScopedAdmin", "PortalModelAdmin"]

# Groups are roles of fixed names; addresses and authenticators are their owners' business.
for model in (Group, EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class ConsentInline(PortalInline):
    model = Consent
    extra = 0
    can_delete = False
    fields = readonly_fields = ("purpose", "text_version", "given_at", "withdrawn_at")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return PersonForm.base_fields["roles"].choices  # type: ignore[attr-defined]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(PortalModelAdmin):
    """Only a superuser changes people and their roles: who grants roles could grant their own."""

    form = PersonForm
    list_display = ("email", "name", "role_list", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active", "is_superuser")
    search_fields = ("email", "name")
    search_help_text = gettext_lazy("E-mail address or name")
    ordering = ("email",)
    inlines = (ConsentInline,)
    actions = ("unlock_sign_in", "send_password_mail")
    change_form_template = "accounts/person_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        # A new address must be confirmed by its owner, so only the owner changes it.
        return ("email", "last_login", "date_joined") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return ("email", "name", "language", "is_active", "role_list", "district_list", "last_login", "date_joined")
        return super().get_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:  # type: ignore[override]
        assert request.user.is_authenticated
        super().save_model(request, obj, form, change)
        if not change:
            open_account(obj, by=request.user)
            _send_password_mail(request, obj)
        form.set_roles(by=request.user)

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(self.reset_second_factor)
        return [path("<int:user_id>/second-factor/", reset, name="accounts_user_second_factor"), *super().get_urls()]

    def reset_second_factor(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Ask for the reason, then take away an authenticator that its owner lost. Superusers only."""
        assert request.user.is_authenticated
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=user_id)
        form = ReasonForm(request.POST or None)
        if form.is_valid() and has_second_factor(person):
            reset_second_factor(person, by=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, _("The second factor of %(name)s is removed.") % {"name": person})
            return redirect("admin:accounts_user_change", person.pk)
        title = _("Remove the second factor of %(name)s") % {"name": person}
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "person": person,
            "title": title,
            "opts": self.opts,
            "has_second_factor": has_second_factor(person),
        }
        return render(request, "accounts/second_factor_reset.html", context)

    @admin.display(description=gettext_lazy("Roles"))
    def role_list(self, user: User) -> str:
        """Return the roles of `user` in words, from the prefetched groups."""
        labels = dict(PersonForm.base_fields["roles"].choices)  # type: ignore[attr-defined]
        names = [str(labels.get(group.name, group.name)) for group in user.groups.all()]
        return ", ".join([_("Superuser")] * user.is_superuser + names) or "–"

    @admin.display(description=gettext_lazy("Districts"))
    def district_list(self, user: User) -> str:
        scope = getattr(user, "staff_scope", None)
        return ", ".join(district.name for district in scope.districts.all()) if scope else "–"

    @admin.action(description=gettext_lazy("Unlock sign-in"), permissions=["change"])
    def unlock_sign_in(self, request: HttpRequest, people: QuerySet[User]) -> None:
        assert request.user.is_authenticated
        locks = sum(unlock(person, by=request.user) for person in people)
        text = ngettext("%(count)s lock is removed.", "%(count)s locks are removed.", locks) % {"count": locks}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Send a mail to set a new password"), permissions=["change"])
    def send_password_mail(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            _send_password_mail(request, person)
        self.message_user(request, _("The mails are on their way."), messages.SUCCESS)


def _send_password_mail(request: HttpRequest, person: User) -> None:
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        form.save(request)
