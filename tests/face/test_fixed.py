"""Parts that are rendered once, the menu by place, and long selects."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils import translation

from busan_se.core.context import Menu, Shell
from busan_se.core.widgets import PlainSelect
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.models import Enterprise, PolicyTag

LOAD = "{% load i18n fixed %}"


def test_rendered_once_for_each_set_of_values():
    seen = []
    template = Template(LOAD + "{% fixed name=name note=note %}{{ name }}{{ note }}{% endfixed %}")
    note = type("Note", (), {"__str__": lambda self: seen.append(1) or ""})()
    assert [template.render(Context({"name": name, "note": note})) for name in "abab"] == ["a", "b", "a", "b"]
    assert len(seen) == 2


def test_languages_are_apart():
    template = Template(LOAD + '{% fixed %}{% translate "Search" %}{% endfixed %}')
    texts = set()
    for language in ("ko", "en"):
        with translation.override(language):
            texts.add(template.render(Context()))
    assert len(texts) == 2


def test_only_named_values_are_known_inside():
    template = Template(LOAD + "{% fixed a=a %}{{ a }}{{ user }}{{ csrf_token }}{% endfixed %}")
    assert template.render(Context({"a": "1", "user": "secret", "csrf_token": "secret"})) == "1"


def test_what_is_named_is_escaped():
    template = Template(LOAD + "{% fixed a=a %}{{ a }}{% endfixed %}")
    assert template.render(Context({"a": "<b>"})) == "&lt;b&gt;"


def test_late_values_are_put_in_each_time_and_escaped():
    seen = []
    template = Template(LOAD + "{% fixed note=note late url=url %}{{ note }}[{{ url }}|{{ url }}]{% endfixed %}")
    note = type("Note", (), {"__str__": lambda self: seen.append(1) or "n"})()
    found = [template.render(Context({"note": note, "url": url})) for url in ("/a/", "/b/?x=<1>&y")]
    assert found == ["n[/a/|/a/]", "n[/b/?x=&lt;1&gt;&amp;y|/b/?x=&lt;1&gt;&amp;y]"]
    assert len(seen) == 1


def test_a_process_does_not_keep_more_and_more():
    template = Template(LOAD + "{% fixed a=a %}{{ a }}{% endfixed %}")
    for number in range(1000):
        template.render(Context({"a": number}))
    (node,) = (node for node in template.nodelist if hasattr(node, "kept"))
    assert len(node.kept) <= 200


def test_a_value_without_a_name_is_refused():
    for values in ("user", "a=a user", "late user", "a=a late b=b user"):
        with pytest.raises(TemplateSyntaxError, match="not 'user'"):
            Template(LOAD + "{% fixed " + values + " %}{% endfixed %}")


def menu_at(path):
    return Shell(RequestFactory().get(path)).menu


def test_all_pages_below_an_entry_have_its_menu():
    assert menu_at("/enterprises/1/") == menu_at("/enterprises/2/") == Menu("/enterprises/", exact=False)
    assert menu_at("/enterprises/") == Menu("/enterprises/", exact=True)
    assert menu_at("/nowhere/") == Menu("", exact=False)


def test_the_menu_marks_where_one_is():
    (here,) = (node for node in menu_at("/enterprises/").nodes if node.current)
    (below,) = (node for node in menu_at("/enterprises/1/").nodes if node.current)
    assert (here.url, here.is_page) == ("/enterprises/", True)
    assert (below.url, below.is_page) == ("/enterprises/", False)
    assert not any(node.current for node in menu_at("/nowhere/").nodes)


class Wish(forms.Form):
    choice = forms.ChoiceField(
        choices=[("", "모두"), ("a&b", "<빵>"), (3, "셋")], required=False, widget=PlainSelect(attrs={"class": "x"})
    )


@pytest.mark.parametrize("value", [None, "", "a&b", "3", "<script>"])
def test_a_plain_select_reads_like_djangos(value):
    class Usual(Wish):
        choice = forms.ChoiceField(choices=Wish.base_fields["choice"].choices, required=False)

    Usual.base_fields["choice"].widget.attrs["class"] = "x"
    data = None if value is None else {"choice": value}
    plain, usual = (str(form(data)["choice"].as_widget()) for form in (Wish, Usual))
    assert parse_html(plain) == parse_html(usual)


@pytest.mark.django_db
def test_forms_of_a_filter_are_equal_where_their_answers_and_choices_are():
    def form(query, kind=EnterpriseFilter):
        return kind(RequestFactory().get(f"/?{query}").GET, Enterprise.objects.all()).form

    assert form("district=26350&q=a") == form("q=a&district=26350")
    assert hash(form("q=a")) == hash(form("q=a"))
    assert form("q=a") != form("q=b")
    assert form("q=a") != form("q=a&q=b")
    before = form("")
    assert before == form("")
    PolicyTag.objects.create(code="new", name_ko="새 태그")
    assert form("") != before
