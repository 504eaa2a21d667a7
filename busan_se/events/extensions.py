"""What upper rooms may say about events."""

from dataclasses import dataclass

from busan_se.core.extensions import Text


@dataclass(frozen=True)
class EventPage:
    """A strategy's pages for events of one kind: of one of them (its address takes the key), of all, of the own."""

    kind: str
    url_name: str
    list_label: Text
    list_url_name: str
    own_label: Text
    own_url_name: str
