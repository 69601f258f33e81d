"""The pages of the market: what readers find, and what its writers and the office do there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.market.engine.listings import Act, ListingState
from landsea.market.models import Listing
from landsea.market.services.steps import take_step
from tests.factories.library import make_owner
from tests.factories.market import (
    SYSTEM,
    import_rows,
    make_input,
    make_listing,
    make_open,
    make_register_row,
    make_sum_row,
    reread,
)
from tests.factories.members import make_alliance, make_member, make_suspended
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = "/en/market/"
PROJECTS = "/en/market/projects/"


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def listed(page: str) -> list[str]:
    return re.findall(
        r'<h3><a href="/\w+(?:-\w+)?/market/[0-9a-f-]{36}/">(?:<span[^>]*>)?([^<]*)', page
    )


def page_of(row: Listing) -> str:
    return f"/en/market/{row.public_id}/"


def new_at(slug: str = "dazu-research-academy") -> str:
    return f"/en/desk/{make_owner(slug).public_id}/listings/new/"


def agent(client: Client, role: Role = Role.MARKET_AGENT) -> None:
    sign_in(client, role, organisation_id=make_owner().id)


def office(client: Client, slug: str = "land-sea") -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance(slug).id)


def form(**fields: object) -> dict[str, object]:
    """Returns a form as a browser sends it."""
    today = timezone.now().date()
    sent: dict[str, object] = {
        "alliance": "land-sea",
        "kind": "licence",
        "side": "demand",
        "title-en": "A lantern motif",
        "title-zh-Hans": "灯彩图案",
        "text-en": "For two seasons.\r\nMakers are named.",
        "language": ["en", "th"],
        "market": ["CN", "TH"],
        "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=9)).isoformat(),
    }
    return sent | fields


def test_everybody_reads_what_is_open(client: Client) -> None:
    make_open()
    make_open(titles={"en": "Guides"}, kind="post", side="demand", owner="sea-museum")
    make_listing(is_published=False)

    page = read(client, LIST)

    assert listed(page) == ["Guides", "Two days among the carvings"]
    assert "post or placement · wanted" in page
    assert listed(read(client, f"{LIST}?side=demand")) == ["Guides"]
    assert listed(read(client, f"{LIST}?q=carvings&kind=tour&market=sg&alliance=land-sea")) == [
        "Two days among the carvings"
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("", "Nothing is offered or wanted now."), ("?q=moon", "No listing is like this.")],
)
def test_an_empty_list_says_what_to_do(client: Client, query: str, sentence: str) -> None:
    assert sentence in read(client, LIST + query)


@pytest.mark.parametrize("query", ["kind=moon", "side=both"])
def test_a_filter_that_is_none_is_refused(client: Client, query: str) -> None:
    read(client, f"{LIST}?{query}", status=422)


@pytest.mark.parametrize("query", ["from=x", "from=99999", "q=%00", "alliance=%00x", "market=zzz"])
def test_odd_addresses_are_answered(client: Client, query: str) -> None:
    make_open()

    read(client, f"{LIST}?{query}")


def test_pages_of_a_list_keep_its_filters(client: Client) -> None:
    for number in range(21):
        make_open(titles={"en": f"Number {number}"})

    page = read(client, f"{LIST}?kind=tour")

    assert 'href="/en/market/?kind=tour&amp;from=20" rel="next"' in page
    assert listed(read(client, f"{LIST}?kind=tour&from=20")) == ["Number 0"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_page_asks_the_database_as_often_however_long_it_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_open(owner=f"member-{number}", alliance=f"alliance-{number}")

    with django_assert_num_queries(5):
        page = read(client, LIST)

    assert len(listed(page)) == count


@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "石刻两日游"), ("th", "Two days among the carvings")]
)
def test_the_pages_are_drawn_in_other_languages(client: Client, language: str, title: str) -> None:
    row = make_open()
    import_rows(make_register_row(), make_sum_row())

    assert listed(read(client, f"/{language}/market/")) == [title]
    assert title in read(client, f"/{language}/market/{row.public_id}/")
    assert "prospect" not in read(client, f"/{language}/market/projects/")
    agent(client)
    read(client, new_at().replace("/en/", f"/{language}/"))


def test_a_listing_names_its_organisation_and_no_person(client: Client) -> None:
    row = make_open()

    page = read(client, page_of(row))

    assert f'href="/en/organisations/{make_owner().public_id}/"' in page
    assert 'href="https://example.org/groups" rel="external nofollow noreferrer"' in page
    assert "China, Singapore" in page
    assert "What you can do" not in page
    assert "sample" not in page


def test_a_sample_of_an_invented_organisation_says_so(client: Client) -> None:
    make_owner("demo-venues", is_demo=True)
    row = make_open(owner="demo-venues")

    assert "A sample of an invented organisation" in read(client, page_of(row))
    assert "sample" in read(client, LIST)


def test_what_is_closed_is_read_and_not_answered(client: Client) -> None:
    row = make_open()
    take_step(row.public_id, Act.CLOSE, by=SYSTEM, now=timezone.now())

    page = read(client, page_of(row))

    assert "This is not open now." in page
    assert "How to answer" not in page


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.TAKE_DOWN])
def test_what_is_out_of_sight_is_not_there(client: Client, act: Act) -> None:
    row = make_open()
    take_step(row.public_id, act, reason="Because.", by=SYSTEM, now=timezone.now())

    read(client, page_of(row), status=404)
    assert client.post(page_of(row), {"act": "publish"}).status_code == 404
    read(client, f"{page_of(row)}edit/", status=404)


def test_an_agent_writes_publishes_edits_and_closes(client: Client) -> None:
    make_member()
    agent(client)

    written = client.post(new_at(), form())
    row = Listing.objects.get()
    draft = read(client, page_of(row))
    client.post(page_of(row), {"act": "publish"})
    published = listed(read(client, LIST))
    edited = client.post(f"{page_of(row)}edit/", form(**{"title-en": "A lotus motif"}))
    client.post(page_of(row), {"act": "close"})

    assert (written.status_code, written["Location"]) == (302, page_of(row))
    assert "A draft: only your organisation sees it." in draft
    assert published == ["A lantern motif"]
    assert edited["Location"] == page_of(row)
    after = reread(row.public_id)
    assert (str(after.titles), after.state) == ("A lotus motif", ListingState.CLOSED)
    assert after.texts.as_dict() == {"en": "For two seasons.\nMakers are named."}
    assert (after.languages, after.market_codes) == (["en", "th"], ",CN,TH,")


def test_a_form_with_faults_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    make_member()
    agent(client)

    response = client.post(
        new_at(),
        form(**{"title-en": "Ask <li@example.org>", "last_day": "never", "market": ["SG"]}),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Ask &lt;li@example.org&gt;"' in page
    assert 'value="灯彩图案"' in page
    assert ">For two seasons.\r\nMakers are named.</textarea>" in page
    assert 'value="SG" checked' in page
    assert 'value="CN" checked' not in page
    assert "An e-mail address or a telephone number stands here." in page
    assert "This is not a date." in page
    assert '<option value="licence" selected>' in page
    assert not Listing.objects.exists()


def test_a_suspended_member_is_told_why_there_is_no_form(client: Client) -> None:
    make_suspended()
    agent(client)

    page = read(client, new_at())
    response = client.post(new_at(), form())

    assert "Your organisation offers nothing new in any alliance now." in page
    assert response.status_code == 409


def test_a_text_in_a_language_that_the_form_does_not_show_stays(client: Client) -> None:
    row = make_open(titles={"en": "Tour", "ms": "Lawatan"})
    agent(client)

    client.post(f"{page_of(row)}edit/", form())

    assert reread(row.public_id).titles.find("ms") == "Lawatan"


def test_only_writers_open_the_forms(client: Client) -> None:
    row = make_open()
    own = new_at().removesuffix("new/")

    for address in (new_at(), own):
        read(client, address, status=404)
    read(client, f"{page_of(row)}edit/", status=403)
    sign_in(client, Role.EDITOR, organisation_id=make_owner().id)
    for address in (new_at(), own, f"{page_of(row)}edit/"):
        read(client, address, status=403)
    sign_in(client, Role.MARKET_AGENT, organisation_id=make_owner("other").id)
    for address in (new_at(), own):
        read(client, address, status=404)
    office(client)
    read(client, own, status=404)
    read(client, f"{page_of(row)}edit/", status=403)
    agent(client, Role.OFFICE)
    for address in (new_at(), own, f"{page_of(row)}edit/"):
        read(client, address)


@pytest.mark.parametrize("count", [1, 3])
def test_an_agent_sees_all_listings_in_as_many_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_listing(is_published=False)
    agent(client)
    address = new_at().removesuffix("new/")

    # Session, account and roles; the organisation; alliances, who is active in them, the listings.
    with django_assert_num_queries(7):
        page = read(client, address)

    assert len(listed(page)) == count


def test_an_agent_without_listings_is_told_what_to_do(client: Client) -> None:
    make_member()
    agent(client)

    assert "It stays a draft until you publish it." in read(client, new_at().removesuffix("new/"))


def test_the_office_takes_down_with_a_reason_and_puts_back(client: Client) -> None:
    row = make_open()
    office(client)

    without = client.post(page_of(row), {"act": "take-down", "reason": " "})
    client.post(page_of(row), {"act": "take-down", "reason": "Not <yours>."})
    down = read(client, page_of(row))
    client.post(page_of(row), {"act": "put-back"})

    assert without.status_code == 422
    assert "A reason is missing" in without.content.decode()
    assert "office took this down: Not &lt;yours&gt;." in down
    assert reread(row.public_id).state == ListingState.PUBLISHED


@pytest.mark.parametrize("act", ["", "conquer", "take-down", "put-back"])
def test_an_agent_has_none_of_the_offices_acts(client: Client, act: str) -> None:
    row = make_open()
    agent(client)

    page = read(client, page_of(row))
    response = client.post(page_of(row), {"act": act, "reason": "Because."})

    assert re.findall(r'name="act" value="([\w-]+)"', page) == ["close", "withdraw"]
    assert response.status_code == (403 if act in set(Act) else 422)
    assert reread(row.public_id).state == ListingState.PUBLISHED


def test_an_act_that_came_too_late_is_told_so(client: Client) -> None:
    row = make_open()
    agent(client)
    client.post(page_of(row), {"act": "close"})

    response = client.post(page_of(row), {"act": "close"})

    assert response.status_code == 409
    assert "The listing is in another state by now." in response.content.decode()


def test_acts_ask_for_the_forms_token(client: Client) -> None:
    row = make_open()
    agent(client)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    for address in (page_of(row), f"{page_of(row)}edit/", new_at()):
        assert strict.post(address, {"act": "close"}).status_code == 403


def test_an_organisations_page_shows_what_it_has_open(client: Client) -> None:
    make_open()
    make_listing(make_input(titles={"en": "Hidden"}), is_published=False)

    page = read(client, f"/en/organisations/{make_owner().public_id}/")

    assert listed(page) == ["Two days among the carvings"]


def test_the_register_shows_totals_and_lines_with_their_sources(client: Client) -> None:
    import_rows(
        make_sum_row(name_en="Signed in Liaoning", name_zh="", note="No project is named."),
        make_register_row(part_of="signed"),
        make_register_row(key="plan", stage="presented", amount="", currency="", year=""),
    )

    page = read(client, PROJECTS)

    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page)
    cells = [re.sub(r"<[^>]+>", "|", row).replace("||", "|") for row in rows]
    assert [re.sub(r"\|+", "|", row) for row in cells] == [
        "presented|not told|1|not known|1 project|",
        "signed|2026|30|53.2 billion Chinese yuan|1 project · 1.2 billion Chinese yuan|",
    ]
    assert "a published sum, without its items" in page
    assert 'href="https://example.org/notice"' in page
    assert "amount not known" in page


def test_an_empty_register_says_how_it_is_filled(client: Client) -> None:
    assert "landsea import_projects" in read(client, PROJECTS)
    assert "The register has no line like this." in read(client, f"{PROJECTS}?stage=open")
    read(client, f"{PROJECTS}?stage=hoped", status=422)


def test_the_export_is_narrowed_like_the_page_and_holds_no_formula(client: Client) -> None:
    import_rows(make_register_row(name_en="=1+1"), make_register_row(key="open", stage="open"))

    whole = client.get("/en/market/projects.csv")
    part = client.get("/en/market/projects.csv?stage=open").content.decode()

    assert whole["Content-Disposition"] == 'attachment; filename="projects.csv"'
    assert ",'=1+1," in whole.content.decode()
    assert [line.split(",")[0] for line in part.splitlines()] == ["key", "open"]
