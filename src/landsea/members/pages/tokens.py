"""The keys of an organisation's programs: made, shown once, revoked."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from landsea.foundation.actor import Role
from landsea.foundation.requests import Request
from landsea.foundation.shown import ShownError, shown
from landsea.kernel.errors import InvalidInput
from landsea.members import policies, queries
from landsea.members.engine.scopes import SCOPE_LABELS, Scope
from landsea.members.queries import AllianceValue, OrganisationValue
from landsea.members.queries.tokens import list_tokens
from landsea.members.services.tokens import NewToken, create_token, revoke_token

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """What was typed about a new key, as it was typed."""

    name: str = ""
    scopes: tuple[str, ...] = ()
    alliance: str = ""
    last_day: str = ""

    @classmethod
    def typed(cls, request: Request) -> "KeyForm":
        sent = request.POST
        return cls(
            name=sent.get("name", "")[:200],
            scopes=tuple(sent.getlist("scope")[: len(Scope)]),
            alliance=sent.get("alliance", ""),
            last_day=sent.get("last_day", "")[:40],
        )

    def read_scopes(self) -> list[Scope]:
        """Returns what is ticked; raises InvalidInput for a word that is no scope."""
        try:
            return [Scope(word) for word in self.scopes]
        except ValueError as error:
            raise InvalidInput(field="scope", value=str(self.scopes)[:40]) from error

    def read_end(self) -> datetime | None:
        """Returns the first instant at which the key is over; None when it has no end."""
        if not self.last_day:
            return None
        try:
            day = date.fromisoformat(self.last_day)
            return datetime.combine(day + timedelta(days=1), time(), _UTC)
        except (ValueError, OverflowError) as error:
            raise InvalidInput(field=_("Last day"), value=self.last_day) from error


@never_cache
@require_GET
def tokens(request: Request, organisation_id: UUID) -> HttpResponse:
    """Lists an organisation's keys with what each may do, its last use and its end."""
    return _page(request, _organisation(request, organisation_id), KeyForm())


@never_cache
@require_POST
def create(request: Request, organisation_id: UUID) -> HttpResponse:
    """Makes a key and shows its secret, this once.

    The page answers the form itself instead of leading on: to show the secret after that, it
    would have to be kept somewhere.
    """
    organisation = _organisation(request, organisation_id)
    form = KeyForm.typed(request)
    try:
        made = create_token(
            organisation.id,
            form.name,
            form.read_scopes(),
            alliance_id=_alliance_id(form, request, organisation),
            ends_at=form.read_end(),
            by=request.actor,
            now=timezone.now(),
        )
    except InvalidInput as error:
        return _page(request, organisation, form, fault=shown(error), status=error.http_status)
    return _page(request, organisation, KeyForm(), made=made)


@require_POST
def revoke(request: Request, organisation_id: UUID, token_id: UUID) -> HttpResponse:
    """Ends a key at once."""
    _organisation(request, organisation_id)
    revoke_token(token_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The key is revoked. Programs that use it are refused from now."))
    return redirect("members:tokens", organisation_id)


def _page(
    request: Request,
    organisation: OrganisationValue,
    form: KeyForm,
    *,
    made: NewToken | None = None,
    fault: ShownError | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    alliances = _alliances(request, organisation)
    offered = [
        scope
        for scope in Scope
        if (alliances if scope.is_alliance_wide else _is_own(request, organisation))
    ]
    return render(
        request,
        "members/tokens.html",
        {
            "organisation": organisation,
            "tokens": [
                (token, token.is_in_force(now))
                for token in list_tokens(organisation.id, actor=request.actor)
            ],
            "scopes": [(scope.value, _(SCOPE_LABELS[scope])) for scope in offered],
            "alliances": alliances,
            "form": form,
            "made": made,
            "fault": fault,
            "tomorrow": now.date() + timedelta(days=1),
        },
        status=status,
    )


def _organisation(request: Request, public_id: UUID) -> OrganisationValue:
    """Returns the organisation to its own office, and to that of the alliance that it is."""
    organisation = queries.get_organisation(public_id)
    if not _is_own(request, organisation) and _alliances(request, organisation):
        return organisation
    return queries.get_own_organisation(public_id, actor=request.actor, is_for_office=True)


def _is_own(request: Request, organisation: OrganisationValue) -> bool:
    return policies.can_make_tokens(request.actor, organisation.id)


def _alliances(request: Request, organisation: OrganisationValue) -> list[AllianceValue]:
    """Lists the alliances over which a key of this organisation may reach: those it is office of.

    An alliance's powers are not lent to just any of its members.
    """
    run = sorted(request.actor.alliance_ids(Role.OFFICE))
    mine = [each for each in run if queries.find_office_organisation(each) == organisation]
    found = queries.list_alliances_by_ids(mine)
    return [found[each] for each in mine]


def _alliance_id(form: KeyForm, request: Request, organisation: OrganisationValue) -> int | None:
    if not any(scope.is_alliance_wide for scope in form.read_scopes()):
        return None
    alliances = _alliances(request, organisation)
    chosen = [each for each in alliances if str(each.public_id) == form.alliance]
    return next(iter([*chosen, *alliances])).id if alliances else None
