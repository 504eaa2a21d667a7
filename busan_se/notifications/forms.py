"""What a user may switch off."""

from typing import Any

from django import forms

from busan_se.core.registry import registered
from busan_se.notifications.extensions import OptionalKind
from busan_se.notifications.models import Preference


class PreferenceForm(forms.Form):
    """One tick box for each optional kind of mail."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        off = set(Preference.objects.filter(user=user, by_mail=False).values_list("kind", flat=True))
        for optional in registered(OptionalKind):
            self.fields[optional.kind] = forms.BooleanField(
                label=optional.label, required=False, initial=optional.kind not in off
            )
