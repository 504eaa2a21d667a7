"""Run with production settings: asks the addresses of the command line over https and prints the answers as JSON."""

import json
import sys
from typing import Any

import django
from django.test import Client

HOST = "portal.example.kr"


def answer(client: Client, path: str) -> dict[str, Any]:
    """Return status, headers and cookies of an address over https, and where plain http is sent to."""
    said = client.get(path, headers={"host": HOST, "x-forwarded-proto": "https"})
    plain = client.get(path, headers={"host": HOST, "x-forwarded-proto": "http"})
    cookies = [morsel.OutputString() for morsel in said.cookies.values()]
    headers = {name.lower(): value for name, value in said.headers.items()}
    return {
        "status": said.status_code,
        "headers": headers,
        "cookies": cookies,
        "http_target": plain.get("Location", ""),
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps({path: answer(Client(), path) for path in sys.argv[1:]}))
