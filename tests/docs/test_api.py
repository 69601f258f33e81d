"""The examples of the interface's reference are answered as it says."""

import re
import shlex
from collections.abc import Mapping

import pytest
from django.test import Client

from landsea.foundation.models import IdempotentAnswer
from landsea.members.engine.scopes import Scope
from landsea.members.models import Organisation
from tests.api.world import make_world
from tests.docs.reading import ROOT, list_code, list_rows
from tests.factories.keys import every_scope, make_token

REFERENCE = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(curl .+?)  # (\d{3})$", REFERENCE, re.MULTILINE)


def run(command: str, variables: Mapping[str, str]) -> int:
    """Sends what a command of curl would send, and returns the status."""
    for name, value in variables.items():
        command = command.replace(f"${name}", value)
    method, body, headers, address = "GET", "", {}, ""
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-d":
            body = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        else:
            address = word
    kind = headers.pop("Content-Type", "")
    response = Client().generic(method, address, body, content_type=kind, headers=headers)
    return response.status_code


@pytest.mark.django_db
def test_the_examples_are_answered_as_the_reference_says() -> None:
    make_world()
    owner = Organisation.objects.get(slug="dazu-research-academy")
    variables = {"LANDSEA": "", "KEY": make_token(owner.pk, *every_scope()).secret}

    told = [(command, int(status)) for command, status in EXAMPLES]
    answered = [(command, run(command, variables)) for command, _status in told]

    assert len(told) == len(re.findall(r"^curl", REFERENCE, re.MULTILINE)) > 5
    assert answered == told
    assert IdempotentAnswer.objects.count() == 1


def test_the_reference_names_every_scope() -> None:
    named = [list_code(scope)[0] for scope, _meaning in list_rows(REFERENCE)]

    assert named == [scope.value for scope in Scope]
