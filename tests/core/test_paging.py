import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory

from busan_se.core.models import Job
from busan_se.core.paging import counted, page_of
from tests.factories.ground import JobFactory

pytestmark = pytest.mark.django_db
ORDER = ("kind", "-key", "pk")


def ask(url: str):
    return page_of(Job.objects.all(), RequestFactory().get(url), order=ORDER, size=3)


@pytest.fixture
def eight_jobs():
    for number in range(8):
        JobFactory(kind=f"k{number % 2}", key=f"{number:02d}")
    return [job.pk for job in Job.objects.order_by(*ORDER)]


def walk(url: str, direction: str) -> list:
    found = []
    while url:
        page = ask(url)
        found.append([job.pk for job in page.items])
        url = getattr(page, direction)
    return found


def test_pages_forward_show_every_row_once(eight_jobs):
    assert [row for page in walk("/", "next_url") for row in page] == eight_jobs


def test_pages_backward_are_the_same_pages(eight_jobs):
    url = "/"
    while following := ask(url).next_url:
        url = following
    assert walk(url, "previous_url")[::-1] == walk("/", "next_url")


def test_the_first_page_has_none_before_it(eight_jobs):
    assert ask("/").previous_url == ""


def test_filters_stay_in_the_links(eight_jobs):
    link = ask("/?q=빵&page_size=3").next_url
    assert QueryDict(link.partition("?")[2])["q"] == "빵"


@pytest.mark.parametrize("cursor", ["-1", "", "2", "abc", "%00", "WzEsMl0:xyz", "9" * 5000])
def test_a_page_that_we_did_not_write_is_404(eight_jobs, cursor):
    with pytest.raises(Http404):
        ask(f"/?page={cursor}")


def test_a_cursor_of_another_list_is_404(eight_jobs):
    link = page_of(Job.objects.all(), RequestFactory().get("/"), order=("pk",), size=3).next_url
    with pytest.raises(Http404):
        ask(link)


def test_every_page_is_one_query(eight_jobs, django_assert_num_queries):
    link = ask("/").next_url
    with django_assert_num_queries(1):
        ask(link)


def test_counting_stops_at_the_limit(eight_jobs):
    assert counted(Job.objects.all(), limit=5) == (5, True)
    assert counted(Job.objects.all(), limit=8) == (8, False)
