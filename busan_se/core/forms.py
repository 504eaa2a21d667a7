"""How every form looks: KRDS groups, an error summary on top, and ids that assistive technology can follow."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """`{{ form }}` gives the error summary and all fields; `{{ field.as_field_group }}` one labelled group."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
