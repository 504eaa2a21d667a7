"""Desks for official codes. Holidays are edited here; the others come from official files and are only read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from busan_se.reference.models import District, Holiday, Ksic, LegalDong, LifeStage, QualificationKind


class CodeAdmin(admin.ModelAdmin):
    """Official codes: for reading and looking up."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(District)
class DistrictAdmin(CodeAdmin):
    list_display = ["code", "name_ko", "name_en"]


@admin.register(QualificationKind)
class QualificationKindAdmin(CodeAdmin):
    list_display = ["code", "name_ko", "verb_ko", "authority_ko", "law", "law_is_verified", "term_years"]


@admin.register(Ksic)
class KsicAdmin(CodeAdmin):
    list_display = ["code", "name_ko", "name_en", "level"]
    list_filter = ["level"]
    search_fields = ["code", "name_ko", "name_en"]


@admin.register(LegalDong)
class LegalDongAdmin(CodeAdmin):
    list_display = ["code", "name", "district", "created_on", "abolished_on"]
    list_filter = ["district"]
    list_select_related = ["district"]
    search_fields = ["code", "name"]


@admin.register(LifeStage)
class LifeStageAdmin(CodeAdmin):
    list_display = ["code", "name_ko", "name_en", "age_from", "age_to"]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ["day", "name"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["name"]
