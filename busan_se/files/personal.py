"""What files keep of people."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import PersonalData
from busan_se.files.models import StoredFile

DECLARED = (
    PersonalData(
        "files.StoredFile",
        _("Whoever uploads a file"),
        ("name", "file", "uploaded_by"),
        _("Evidence that an application or a report needs"),
        _("As the application or report it belongs to"),
        _("As long as what it belongs to; a day where it belongs to nothing"),
        _("Kept with the application or report it belongs to; everything else goes within a day."),
        also=("kind", "size", "sha256", "created_at"),
        own=lambda user: StoredFile.objects.filter(uploaded_by=user),
        order=60,
    ),
)
