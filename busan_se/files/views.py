"""The only way to a file's bytes."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.files.models import StoredFile
from busan_se.files.queries import is_own_draft, owner_for


@require_safe
@never_cache
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the file as a download to who may read it.

    Others get 404, as if there were none; who is not signed in is asked to, whether there is one or not.
    """
    answer = content_for(request, StoredFile.objects.filter(pk=pk).first())
    if answer:
        return answer
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404(_("There is no such file, or you may not read it."))


def content_for(request: HttpRequest, file: StoredFile | None) -> FileResponse | None:
    """Return the file as a download if the user of `request` may read it, else None; the access log keeps the look.

    Raises Http404 where its content is missing.
    """
    owner = owner_for(request.user, file) if file else None
    if file is None or (owner is None and not is_own_draft(request.user, file)):
        return None
    if owner and owner.personal and file.uploaded_by_id != request.user.pk:
        log_access(request, file, AccessLog.Action.DOWNLOAD, reason=file.name)
    return _content(file)


def _content(file: StoredFile) -> FileResponse:
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The content of this file is missing. Call the help desk.")) from error
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
