"""allauth's forms of the second factor with labels that say what is meant, in both languages."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

_CODE = _("One-time code")
_CODE_HELP = _("Six digits of your authenticator app, or one of your recovery codes.")


class CodeForm(AuthenticateForm):
    """Asks for a code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain_code(self)


class ConfirmCodeForm(ReauthenticateForm):
    """Asks for a code again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain_code(self)


class PasskeyForm(AddWebAuthnForm):
    """Names a new passkey; the browser adds the key itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _(
            "Where it is, for example: office computer. You tell your passkeys apart by it."
        )


def _explain_code(form: Any) -> None:
    field = form.fields["code"]
    field.label, field.help_text = _CODE, _CODE_HELP
    field.widget.attrs.pop("placeholder", None)
