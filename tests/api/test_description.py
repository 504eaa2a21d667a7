"""The description in OpenAPI, and the page that is made of it."""

import json

import jsonschema_rs
import pytest
from django.core.management import call_command

from busan_se.api.extensions import ApiResource, OwnResource
from busan_se.api.schema import document
from busan_se.core.registry import registered

pytestmark = pytest.mark.django_db
RESOURCES = (*registered(ApiResource), *registered(OwnResource))


def by_name(resource):
    return resource.name


def test_it_is_valid_and_raises_no_warning(tmp_path):
    call_command("spectacular", file=str(tmp_path / "schema.yaml"), validate=True, fail_on_warn=True)


def test_it_is_given_as_json_and_yaml(client):
    assert client.get("/api/schema/").json()["openapi"].startswith("3.")
    yaml = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert yaml.content.decode().startswith("openapi: 3.")


def test_it_speaks_the_language_asked_for(client):
    assert "사회적경제" in client.get("/api/schema/").json()["info"]["title"]
    assert "social economy" in client.get("/api/schema/?lang=en").json()["info"]["title"]


def test_it_names_the_licence():
    assert "KOGL" in document("ko")["info"]["license"]["name"]


@pytest.mark.parametrize("resource", RESOURCES, ids=by_name)
def test_the_example_is_a_row_as_described(resource):
    parts = json.loads(json.dumps(document("ko")["components"]).replace('"nullable": true', '"x-nullable": true'))
    name = resource.serializer.__name__.removesuffix("Serializer")
    row = parts["schemas"][name]
    assert set(resource.example) == set(row["properties"])
    given = {field: value for field, value in resource.example.items() if value is not None}
    for field in set(row["properties"]) - set(given):
        assert row["properties"][field].get("x-nullable"), field
    schema = {**row, "required": [], "components": parts}
    jsonschema_rs.validator_for(_without_nulls(schema)).validate(given)


def _without_nulls(schema):
    """Let every part that OpenAPI 3.0 calls nullable be null."""
    if isinstance(schema, list):
        return [_without_nulls(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    part = {key: _without_nulls(value) for key, value in schema.items()}
    return {"anyOf": [part, {"type": "null"}]} if part.pop("x-nullable", False) else part


@pytest.mark.parametrize("resource", RESOURCES, ids=by_name)
def test_every_field_says_what_it_is(resource):
    for schema in document("ko")["components"]["schemas"].values():
        for name, part in schema["properties"].items():
            if name not in {"code", "message", "fields", "documentation", "lists", "own_lists", "results"}:
                assert part.get("description"), (schema, name)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_has_every_list_with_parameters_and_fields(client, language):
    text = client.get(f"{language}/api/docs/").content.decode()
    for resource in RESOURCES:
        assert f'href="/api/v1/{resource.name}/"' in text
        assert f'id="{resource.name}"' in text
    assert "<code>qualifications[].kind.code</code>" in text
    assert "<code>26350</code>" in text
    assert "kogl.or.kr" in text


def test_the_page_is_found_from_footer_and_site_map(client):
    assert client.get("/sitemap/").content.decode().count('href="/api/docs/"') >= 2


def test_the_page_costs_no_query_per_list(client, django_assert_max_num_queries):
    client.get("/api/docs/")
    with django_assert_max_num_queries(2):
        client.get("/api/docs/")
