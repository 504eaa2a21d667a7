"""What files do on their own."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import ConsistencyCheck, Schedule
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.files import personal
from busan_se.files.expiry import expire
from busan_se.files.models import StoredFile


def missing_content() -> Iterator[str]:
    """Name every file whose bytes are gone or have another size than its row says."""
    for file in StoredFile.objects.only("file", "size").iterator(chunk_size=1000):
        storage, name = file.file.storage, str(file.file.name)
        if not storage.exists(name):
            yield f"{file.pk}: the content is missing"
        elif storage.size(name) != file.size:
            yield f"{file.pk}: the content has another size than it had"


register(RoleGrant(Role.CITY_STAFF, ("files.view_storedfile",)))
register(ConsistencyCheck(key="files", check=missing_content))
register(
    Schedule(
        key="files-expire", title=_("Removal of uploads nobody used"), due=daily_at("files-expire", hour=4), run=expire
    )
)
for declared in personal.DECLARED:
    register(declared)
