"""A form with one question of every type, and answers to it: as they are stored, and as a page sends them."""

from busan_se.programs.call_forms import check_form


def _question(key, kind, **more):
    return {"key": key, "type": kind, "label_ko": f"문항 {key}", "required": True, **more}


def _options(*keys):
    return [{"key": key, "label_ko": f"선택 {key}"} for key in keys]


COSTS = _question(
    "costs",
    "cost_table",
    items=_options("staff", "material"),
    sources=["city", "district", "own"],
    own_share_percent="10",
    max_rows=4,
)
SECTIONS = [
    {
        "key": "words",
        "title_ko": "글과 수",
        "questions": [
            _question("title", "text", max=20),
            _question("users", "number", min=1, max=500, unit_ko="명"),
            _question("starts_on", "date"),
            _question("phone", "text", required=False),
        ],
    },
    {
        "key": "choosing",
        "title_ko": "고르기",
        "questions": [
            _question("kind", "choice", choices=_options("new", "wider")),
            _question("results", "long_text", show_if={"question": "kind", "in": ["wider"]}),
            _question("links", "choices", choices=_options("a", "b", "c"), max_choices=2),
        ],
    },
    {
        "key": "tables",
        "title_ko": "표",
        "questions": [
            _question(
                "steps",
                "table",
                columns=[
                    {"key": "task", "type": "text", "label_ko": "할 일", "required": True},
                    {"key": "until", "type": "date", "label_ko": "언제까지"},
                    {"key": "target", "type": "number", "label_ko": "목표"},
                ],
                min_rows=2,
                max_rows=3,
            ),
            _question("workers", "workers", required=False, max_rows=5),
        ],
    },
    {"key": "money", "title_ko": "예산", "questions": [COSTS]},
    {
        "key": "more",
        "title_ko": "확장 사업만",
        "questions": [_question("proof", "file", show_if={"question": "kind", "in": ["wider"]})],
    },
]

ANSWERS = {
    "title": "동네 반찬",
    "users": 120,
    "starts_on": "2031-03-01",
    "kind": "new",
    "links": ["a", "c"],
    "steps": {"rows": [{"task": "조사", "until": "2031-04-01"}, {"task": "운영", "target": 30}]},
    "costs": {
        "rows": [
            {"item": "staff", "basis": "4회", "city": 6_000_000, "own": 1_000_000},
            {"item": "material", "basis": "3종", "city": 2_000_000, "district": 1_000_000},
        ]
    },
}


def whole_form():
    """Return the form; it is of the format that calls are checked for."""
    form = {"sections": SECTIONS}
    check_form(form)
    return form


def cells(key, lines):
    """Return the fields that a page sends for the lines of a table."""
    return {f"{key}.{at}.{column}": cell for at, line in enumerate(lines) for column, cell in line.items()}
