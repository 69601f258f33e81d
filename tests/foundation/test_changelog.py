"""The change log."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from landsea.foundation import changelog
from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.models import Change, StoredFile, User
from landsea.kernel.texts import LocalisedText

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SUBJECT = UUID(int=7)
EDITOR = Actor(
    kind=ActorKind.PERSON,
    subject=SUBJECT,
    grants=frozenset({RoleGrant(Role.EDITOR, organisation_id=1)}),
    request_id="r-1",
)

pytestmark = pytest.mark.django_db


def test_a_change_says_who_changed_what_from_what_to_what() -> None:
    row = StoredFile(public_id=UUID(int=3))
    owner = uuid4()
    names = LocalisedText.of({"en": "Dazu"})

    changelog.record(
        row,
        action="update",
        by=EDITOR,
        now=NOW,
        patch={
            "names": [None, names],
            "on": [date(2026, 5, 1), None],
            "price": [Decimal("1.50"), 2],
        },
        organisation=owner,
    )

    kept = Change.objects.get()
    assert (kept.row_label, kept.row_key, kept.action) == (
        "foundation.storedfile",
        str(UUID(int=3)),
        "update",
    )
    assert kept.patch == {
        "names": [None, {"en": "Dazu"}],
        "on": ["2026-05-01", None],
        "price": ["1.50", 2],
    }
    assert (kept.actor_kind, kept.actor_subject, kept.actor_roles) == ("person", SUBJECT, "editor")
    assert (kept.organisation, kept.request_id, kept.changed_at) == (owner, "r-1", NOW)


def test_changes_of_one_act_share_its_batch() -> None:
    row, batch = StoredFile(), uuid4()
    built = [
        changelog.build(row, action="import", by=Actor.system(), now=NOW, patch={}, batch=batch)
        for _ in range(3)
    ]

    changelog.record_many(built)

    assert list(Change.objects.values_list("batch", flat=True)) == [batch] * 3


def test_acts_have_batches_of_their_own() -> None:
    row = StoredFile()

    first = changelog.record(row, action="a", by=EDITOR, now=NOW, patch={})
    second = changelog.record(row, action="b", by=EDITOR, now=NOW, patch={})

    assert first.batch != second.batch


def test_the_history_of_a_row_holds_its_own_changes_oldest_first() -> None:
    row, other = StoredFile(), StoredFile()
    for action, of in (("create", row), ("create", other), ("update", row)):
        changelog.record(of, action=action, by=EDITOR, now=NOW, patch={})

    history = changelog.list_changes_of(row)

    assert [change.action for change in history] == ["create", "update"]


def test_a_row_without_a_public_id_is_known_by_its_key() -> None:
    user = User.objects.create_user("editor@dazu.example")

    change = changelog.record(user, action="create", by=Actor.system(), now=NOW, patch={})

    assert (change.row_label, change.row_key) == ("foundation.user", str(user.pk))
    assert changelog.list_changes_of(user) == [change]
