"""What forms of members' pages send."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils.translation import get_language

from landsea.foundation import formats
from landsea.foundation.actor import Role
from landsea.foundation.requests import Request
from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import LANGUAGES, LocalisedText
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.queries import OrganisationValue

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationForm:
    """What was typed about an organisation, as it was typed."""

    names: dict[str, str]
    kind: str
    market: str

    @classmethod
    def typed(cls, sent: QueryDict) -> Self:
        return cls(
            names={tag: sent.get(f"name-{tag}", "")[:_LONGEST_NAME] for tag in LANGUAGES},
            kind=sent.get("kind", ""),
            market=sent.get("market", ""),
        )

    @classmethod
    def of(cls, organisation: OrganisationValue) -> Self:
        texts = organisation.names.as_dict()
        return cls(
            names={tag: texts.get(tag, "") for tag in LANGUAGES},
            kind=organisation.kind,
            market=organisation.market,
        )

    def read_names(self, *, others: LocalisedText | None = None) -> LocalisedText:
        """Returns the names; those in languages that the form does not ask for stay."""
        kept = {tag: text for tag, text in (others or ()) if tag not in LANGUAGES}
        typed = {tag: text.replace("\x00", "") for tag, text in self.names.items()}
        return LocalisedText.of(kept | typed)

    def read_kind(self) -> OrganisationKind:
        """Returns the kind; raises InvalidInput for one that is none."""
        try:
            return OrganisationKind(self.kind)
        except ValueError as error:
            raise InvalidInput(field="kind", value=self.kind[:40]) from error

    def read_market(self) -> str:
        """Returns the market; raises InvalidInput for one that nobody knows."""
        code = self.market.strip().upper()
        if code not in formats.market_codes():
            raise InvalidInput(field="market", value=self.market[:40])
        return code


def list_markets() -> list[tuple[str, str]]:
    """Lists codes and names of markets, by name in the reader's language."""
    language = get_language() or "en"
    named = [(code, formats.market_name(code, language)) for code in formats.market_codes()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def read_role(text: str) -> Role:
    """Returns the role that a form names; raises InvalidInput for none."""
    try:
        return Role(text)
    except ValueError as error:
        raise InvalidInput(field="role", value=text[:40]) from error


def site_of(request: Request) -> str:
    """Returns what addresses of this site begin with, for links in mails."""
    return request.build_absolute_uri("/").removesuffix("/")
