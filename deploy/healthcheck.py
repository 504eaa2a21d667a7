"""The container's health check: asks /readyz of this very process, past the proxy. Exit code 0 means ready."""

import http.client
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from busan_se.settings.env import env, env_list

TIMEOUT_SECONDS = 8


def main() -> int:
    """Ask, print what is not well, and return the exit code."""
    host = next(iter(env_list("ALLOWED_HOSTS")), "localhost").lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", int(env("PORT", "8000")), timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        response = connection.getresponse()
    except OSError as error:
        print(error)
        return 1
    print(response.read().decode())
    return int(response.status != http.HTTPStatus.OK)


if __name__ == "__main__":
    sys.exit(main())
