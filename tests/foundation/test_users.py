"""People with an account."""

import pytest
from django.db import IntegrityError

from landsea.foundation.models import User

pytestmark = pytest.mark.django_db


def test_an_address_belongs_to_one_person_however_it_is_written() -> None:
    User.objects.create_user("Lan@Dazu.example", "long enough a password")

    with pytest.raises(IntegrityError):
        User.objects.create_user("lan@dazu.EXAMPLE")


def test_a_person_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_a_person_without_a_password_can_not_sign_in_with_one() -> None:
    user = User.objects.create_user("lan@dazu.example")

    assert (user.has_usable_password(), user.check_password("")) == (False, False)


def test_people_have_subjects_of_their_own_that_tell_nothing() -> None:
    lan, minh = (User.objects.create_user(f"{name}@dazu.example") for name in ("lan", "minh"))

    assert lan.subject != minh.subject
    assert {lan.subject.version, minh.subject.version} == {4}


def test_only_a_superuser_is_staff_from_the_start() -> None:
    person = User.objects.create_user("lan@dazu.example")
    root = User.objects.create_superuser("root@dazu.example", "long enough a password")

    assert (person.is_staff, person.is_superuser) == (False, False)
    assert (root.is_staff, root.is_superuser) == (True, True)
