"""Organisations are registered, renamed, and looked for."""

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.kernel.errors import InvalidInput, NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members.engine.kinds import OrganisationKind as Kind
from landsea.members.errors import NameNeeded, SlugTaken
from landsea.members.models import Membership, Organisation
from landsea.members.queries import (
    OrganisationFilter,
    find_office_organisation,
    get_alliance_to_run,
    get_own_organisation,
    list_directory,
)
from landsea.members.services.admission import admit_member, register_organisation
from landsea.members.services.organisations import edit_organisation, register_applicant
from tests.factories.library import make_owner
from tests.factories.members import (
    NOW,
    make_actor,
    make_alliance,
    make_application,
    make_member,
    make_suspended,
)

pytestmark = pytest.mark.django_db

NAMES = LocalisedText.of({"en": "Dazu Academy", "zh-Hans": "大足研究院"})


def office(slug: str = "land-sea") -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance(slug).id)


def register(names: LocalisedText = NAMES, kind: Kind = Kind.MUSEUM) -> Organisation:
    alliance_id = make_alliance().id
    public_id = register_applicant(names, kind, "SG", alliance_id=alliance_id, by=office(), now=NOW)
    return Membership.objects.get(public_id=public_id).organisation


def rename(
    row: Organisation,
    by: Actor,
    *,
    names: LocalisedText | None = None,
    kind: Kind | None = None,
    market: str = "",
) -> None:
    edit_organisation(
        row.public_id,
        names=names or row.names,
        kind=kind or Kind(row.kind),
        market=market or row.market,
        by=by,
        now=NOW,
    )


def test_the_office_registers_an_applicant_in_one_act() -> None:
    row = register()

    assert (row.slug, row.kind, row.market) == ("dazu-academy", "museum", "SG")
    membership = Membership.objects.get()
    assert (membership.state, membership.alliance_id) == ("applied", make_alliance().id)


def test_a_name_without_plain_letters_still_gets_an_address() -> None:
    row = register(LocalisedText.of({"zh-Hans": "大足研究院"}))

    assert row.slug.startswith("museum-")
    assert len(row.slug) == len("museum-") + 8


def test_the_same_name_is_not_registered_twice() -> None:
    register()

    with pytest.raises(SlugTaken):
        register()

    assert (Organisation.objects.count(), Membership.objects.count()) == (1, 1)


def test_what_is_registered_has_a_name_and_a_market() -> None:
    by = office()

    with pytest.raises(NameNeeded):
        register_organisation("x", LocalisedText.of({}), Kind.MUSEUM, "CN", by=by, now=NOW)
    for market in ("", "C", "cn", "CHN", "1A"):
        with pytest.raises(InvalidInput):
            register_organisation("x", NAMES, Kind.MUSEUM, market, by=by, now=NOW)

    assert not Organisation.objects.exists()


def test_only_the_office_of_the_very_alliance_registers_applicants() -> None:
    alliance = make_alliance()

    for by in (Actor(), office("other"), make_actor(Role.OFFICE, organisation_id=make_owner().id)):
        with pytest.raises(NotAllowed):
            register_applicant(NAMES, Kind.MUSEUM, "CN", alliance_id=alliance.id, by=by, now=NOW)

    assert Membership.objects.count() == 0


def test_an_own_office_changes_its_names_and_the_log_tells_what() -> None:
    row = Organisation.objects.get(id=make_owner().id)
    by = make_actor(Role.OFFICE, organisation_id=row.id)

    rename(row, by, names=NAMES, market="SG")
    rename(Organisation.objects.get(id=row.id), by)

    row.refresh_from_db()
    assert (row.names, row.market, row.kind) == (NAMES, "SG", "attraction")
    (change,) = Change.objects.filter(action="edit")
    assert change.organisation == row.public_id
    assert set(change.patch) == {"names", "market"}


def test_the_office_of_an_alliance_changes_names_of_its_members_suspended_or_not() -> None:
    for key in (make_member("one"), make_suspended("two")):
        rename(Organisation.objects.get(id=key), office(), names=NAMES)

    assert set(Organisation.objects.values_list("names", flat=True)) == {NAMES}


def test_others_change_nothing() -> None:
    key, applicant = make_member(), make_application().organisation_id
    strangers = [
        Actor(),
        make_actor(Role.EDITOR, organisation_id=key),
        make_actor(Role.OFFICE, organisation_id=make_owner("other").id),
        office("other"),
    ]

    for by in strangers:
        with pytest.raises(NotAllowed):
            rename(Organisation.objects.get(id=key), by, names=NAMES)
    with pytest.raises(NotAllowed):  # not a member yet
        rename(Organisation.objects.get(id=applicant), office(), names=NAMES)

    assert NAMES not in set(Organisation.objects.values_list("names", flat=True))


def test_no_organisation_makes_itself_an_alliances_office() -> None:
    key = make_member()
    row = Organisation.objects.get(id=key)

    with pytest.raises(NotAllowed):
        rename(row, make_actor(Role.OFFICE, organisation_id=key), kind=Kind.OFFICE)
    rename(row, office(), kind=Kind.OFFICE)
    found = find_office_organisation(make_alliance().id)

    assert found is not None
    assert found.id == key
    with pytest.raises(NotAllowed):
        rename(
            Organisation.objects.get(id=key),
            make_actor(Role.OFFICE, organisation_id=key),
            kind=Kind.HOTEL,
        )


def test_an_alliance_without_a_member_that_is_its_office_has_none() -> None:
    make_member()

    assert find_office_organisation(make_alliance().id) is None


def test_the_directory_is_narrowed_by_name_kind_market_and_alliance() -> None:
    by = Actor.system()
    museum = register_organisation("museum", NAMES, Kind.MUSEUM, "CN", by=by, now=NOW)
    names = LocalisedText.of({"en": "Bay Hotel", "vi": "Khách sạn Vịnh"})
    register_organisation("hotel", names, Kind.HOTEL, "VN", by=by, now=NOW)
    alliance = make_alliance()
    admit_member(museum.id, alliance.id, from_day=NOW.date(), by=by, now=NOW)

    def found(**wanted: object) -> list[str]:
        page = list_directory(OrganisationFilter(**wanted))  # type: ignore[arg-type]
        return [row.organisation.slug for row in page.rows]

    assert found() == ["hotel", "museum"]
    assert found(query="足研") == ["museum"]
    assert found(query="VỊNH khách") == ["hotel"]
    assert found(query="bay 足") == []
    assert found(kind=Kind.HOTEL) == ["hotel"]
    assert found(market="CN") == ["museum"]
    assert found(alliance="land-sea") == ["museum"]
    assert found(kind=Kind.HOTEL, market="CN") == []


def test_each_filter_counts_what_the_other_filters_leave() -> None:
    by = Actor.system()
    for slug, kind, market in (
        ("a", Kind.MUSEUM, "CN"),
        ("b", Kind.MUSEUM, "SG"),
        ("c", Kind.HOTEL, "SG"),
    ):
        register_organisation(slug, NAMES, kind, market, by=by, now=NOW)

    page = list_directory(OrganisationFilter(kind=Kind.MUSEUM, market="SG"))

    assert page.total == 1
    assert page.kinds == {"hotel": 1, "museum": 1}
    assert page.markets == {"CN": 1, "SG": 1}


def test_the_directory_tells_of_nobody_that_it_applied_or_is_suspended() -> None:
    make_application("applicant")
    make_suspended("suspended")
    make_member("member")

    rows = list_directory(OrganisationFilter()).rows

    belongs = {row.organisation.slug: [each.state for each in row.memberships] for row in rows}
    assert belongs == {"applicant": [], "suspended": [], "member": ["admitted"]}
    assert list_directory(OrganisationFilter(alliance="land-sea")).total == 1


def test_the_directory_has_pages() -> None:
    for number in range(52):
        make_owner(f"owner-{number:02}")

    first = list_directory(OrganisationFilter())
    second = list_directory(OrganisationFilter(), offset=50)

    assert (len(first.rows), first.previous_offset, first.next_offset) == (50, None, 50)
    assert (len(second.rows), second.previous_offset, second.next_offset) == (2, 0, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_asks_the_database_twice(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_member(f"member-{number}")

    with django_assert_num_queries(2):
        page = list_directory(OrganisationFilter())

    assert page.total == count


def test_desks_and_offices_are_there_for_their_own_people() -> None:
    owner, alliance = make_owner(), make_alliance()
    editor = make_actor(Role.EDITOR, organisation_id=owner.id)
    statistician = make_actor(Role.STATISTICIAN, alliance_id=alliance.id)

    assert get_own_organisation(owner.public_id, actor=editor) == owner
    assert get_alliance_to_run(alliance.slug, actor=office()) == alliance
    with pytest.raises(NotAllowed):
        get_own_organisation(owner.public_id, actor=editor, is_for_office=True)
    with pytest.raises(NotAllowed):
        get_alliance_to_run(alliance.slug, actor=statistician)
    with pytest.raises(NotFound):
        get_own_organisation(owner.public_id, actor=office())
    with pytest.raises(NotFound):
        get_alliance_to_run(alliance.slug, actor=editor)
