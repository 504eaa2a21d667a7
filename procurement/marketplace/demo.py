"""The demo marketplace (시연 자료): offers of invented enterprises and a few enquiries, the same from the same seed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pgtrigger
from django.db import connection, transaction

from busan_se.core.clock import now, today
from busan_se.files.actions import store_bytes
from busan_se.files.models import StoredFile
from busan_se.notifications.models import Channel
from enterprises.registry.demo_words import TRADES
from enterprises.registry.models import Enterprise, Membership
from procurement.marketplace import demo_words as words
from procurement.marketplace.demo_pictures import draw
from procurement.marketplace.enquiries import CONSENT_VERSION
from procurement.marketplace.models import Category, Enquiry, Offer, OfferVersion, Photo
from procurement.marketplace.photos import CONTENT_TYPE, FILE_KIND, LARGE_SIDE, SMALL_SIDE, Sizes, encoded
from procurement.marketplace.workflow import EnquiryState, State, VersionState

FIRMS_PER_TRADE = 2
_HISTORY = ("Offer", "OfferVersion", "Enquiry")
_OPEN = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED)


class Planting:
    """Draws a picture once for each item, and finds the shelf above a category."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.shelves = dict(Category.objects.values_list("code", "parent"))
        self.pictures: dict[str, Sizes] = {}

    def picture(self, item: words.Item) -> Sizes:
        """Return the stored picture of an item."""
        if item.name not in self.pictures:
            drawn = draw(item.name, self.shelves[item.category] or "", self.chance)
            files = (
                store_bytes(encoded(drawn, side), kind=FILE_KIND, name=name, content_type=CONTENT_TYPE)
                for side, name in ((LARGE_SIDE, "demo.webp"), (SMALL_SIDE, "demo-small.webp"))
            )
            self.pictures[item.name] = Sizes(*files)
        return self.pictures[item.name]


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make offers for some demo enterprises of each trade and for those that a demo account works for."""
    if Offer.objects.filter(enterprise__is_demo=True).exists():
        log("offers: planted before")
        return
    planting = Planting(chance)
    offers = [_published(planting, firm, item) for firm, item in _shown(chance)]
    mine = _members_firm()
    if mine:
        offers += [_published(planting, mine, item) for item in words.ITEMS["제과"]]
        for state, item in zip(_OPEN, words.ITEMS["청소"], strict=True):
            _open(planting, mine, item, state)
        _ask(chance, [offer for offer in offers if offer.enterprise_id == mine.pk])
    log(f"offers: {len(offers)}")


def _shown(chance: Random) -> Iterator[tuple[Enterprise, words.Item]]:
    """Yield enterprises at work, with a qualification today, and what they offer."""
    rows = Enterprise.objects.filter(is_demo=True, state="operating", memberships=None).listed_on(today())
    for trade in (trade for trade in TRADES if trade.noun in words.ITEMS):
        firms = list(rows.filter(summary=trade.summary).order_by("pk"))
        for firm in chance.sample(firms, min(FIRMS_PER_TRADE, len(firms))):
            yield from ((firm, item) for item in words.ITEMS[trade.noun])


def _members_firm() -> Enterprise | None:
    member = Membership.objects.filter(user__email="manager@example.com", enterprise__is_demo=True).first()
    return member.enterprise if member else None


def _text(planting: Planting, offer: Offer, item: words.Item, **dates: Any) -> OfferVersion:
    chance = planting.chance
    version = OfferVersion.objects.create(
        offer=offer,
        kind="product" if item.category.startswith(("food", "living")) else "service",
        category_id=item.category,
        name_ko=item.name,
        name_en=item.english,
        summary=item.summary,
        description=f"{item.summary}\n\n{chance.choice(words.HOW)}",
        price_won=round(chance.uniform(item.low, item.high), -2 if item.high < 100_000 else -4) if item.high else None,
        unit=item.unit,
        minimum_quantity=item.minimum,
        delivery_area=chance.choice(words.AREAS),
        lead_days=item.days,
        **dates,
    )
    picture = planting.picture(item)
    alt = f"{item.name}을(를) 나타낸 그림(시연 자료)"
    Photo.objects.create(version=version, place=1, alt=alt, large=picture.large, small=picture.small)
    return version


def _published(planting: Planting, firm: Enterprise, item: words.Item) -> Offer:
    decided = now() - timedelta(days=planting.chance.randint(3, 400), minutes=planting.chance.randint(0, 600))
    offer = Offer.objects.create(enterprise=firm)
    dates = {"submitted_at": decided - timedelta(days=2), "decided_at": decided}
    offer.published = _text(planting, offer, item, state=VersionState.APPROVED, **dates)
    offer.state, offer.published_at = State.PUBLISHED, decided
    offer.save()
    return offer


def _open(planting: Planting, firm: Enterprise, item: words.Item, state: str) -> None:
    """Make an offer that is written, waits, or was returned."""
    at = now() - timedelta(days=1)
    dates: dict[str, Any] = {} if state == VersionState.DRAFT else {"submitted_at": at}
    if state == VersionState.RETURNED:
        dates |= {"decided_at": at + timedelta(hours=3), "reason": words.RETURNED}
    _text(planting, Offer.objects.create(enterprise=firm), item, state=state, **dates)


def _ask(chance: Random, offers: list[Offer]) -> None:
    """Ask about the offers of the enterprise of the demo accounts; the first questions wait, the last is answered."""
    for place, (name, organisation, text) in enumerate(words.ASKERS):
        asked = now() - timedelta(days=place + 1)
        answered = place >= len(words.ASKERS) // 2
        enquiry = Enquiry.objects.create(
            offer=chance.choice(offers),
            state=EnquiryState.ANSWERED if answered else EnquiryState.OPEN,
            name=name,
            organisation=organisation,
            channel=Channel.EMAIL,
            contact=f"asker{place + 1}@example.com",
            text=text,
            consent_version=CONSENT_VERSION,
            confirmed_at=asked + timedelta(minutes=2),
            answer=words.ANSWER if answered else "",
            answered_at=asked + timedelta(hours=5) if answered else None,
        )
        Enquiry.objects.filter(pk=enquiry.pk).update(created_at=asked)


@transaction.atomic
def remove() -> None:
    """Take the offers and enquiries of demo enterprises out again, with their pictures and row history."""
    offers = list(Offer.objects.filter(enterprise__is_demo=True).values_list("pk", flat=True))
    texts = list(OfferVersion.objects.filter(offer__in=offers).values_list("pk", flat=True))
    asked = list(Enquiry.objects.filter(offer__in=offers).values_list("pk", flat=True))
    pairs = Photo.objects.filter(version__in=texts).values_list("large", "small")
    files = {key for pair in pairs for key in pair}
    Enquiry.objects.filter(pk__in=asked).delete()
    Offer.objects.filter(pk__in=offers).delete()
    for file in StoredFile.objects.filter(pk__in=files):
        file.file.delete(save=False)
        file.delete()
    _remove_history({"Offer": offers, "OfferVersion": texts, "Enquiry": asked})


def _remove_history(rows: dict[str, list[Any]]) -> None:
    with (
        pgtrigger.ignore(*(f"procurement.{name}Event:append_only" for name in _HISTORY)),
        connection.cursor() as cursor,
    ):
        for name, ids in rows.items():
            cursor.execute(f"DELETE FROM procurement_{name.lower()}event WHERE id = ANY(%s)", [ids])  # noqa: S608
