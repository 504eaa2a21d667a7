"""Asking the open interface as a program does."""

ROOT = "/api/v1/"


def results(client, path, **query):
    """Return the rows of one page."""
    answer = client.get(f"{ROOT}{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def walk(client, path, between=lambda: None, **query):
    """Return the rows of all pages; `between` happens after each of them."""
    url, found = f"{ROOT}{path}?" + "&".join(f"{name}={value}" for name, value in query.items()), []
    while url:
        body = client.get(url).json()
        found += body["results"]
        url = body["next"]
        between()
    return found


def refusal(client, path, **query):
    """Return status, code and fields of a refusal, which is JSON and has a sentence for people."""
    answer = client.get(path if path.startswith("/") else f"{ROOT}{path}", query)
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert set(body) == {"code", "message", "fields"}
    assert body["message"]
    return answer.status_code, body["code"], body["fields"]
