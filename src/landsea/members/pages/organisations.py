"""What an organisation is called is kept right by its own office, or by its alliance's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed
from landsea.members import policies, queries
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.pages.reading import OrganisationForm, list_markets
from landsea.members.services.organisations import edit_organisation


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, organisation_id: UUID) -> HttpResponse:
    """Changes an organisation's names, kind and market."""
    organisation = queries.get_organisation(organisation_id)
    if not queries.may_edit_organisation(organisation.id, actor=request.actor):
        raise NotAllowed
    form = OrganisationForm.of(organisation)
    fault: LandseaError | None = None
    if request.method == "POST":
        form = OrganisationForm.typed(request.POST)
        try:
            edit_organisation(
                organisation_id,
                names=form.read_names(others=organisation.names),
                kind=form.read_kind(),
                market=form.read_market(),
                by=request.actor,
                now=timezone.now(),
            )
        except (Conflict, InvalidInput) as error:
            fault = error
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation", organisation_id=organisation_id)
    names_offices = policies.can_name_an_office(request.actor)
    return render(
        request,
        "members/edit.html",
        {
            "organisation": organisation,
            "form": form,
            "kinds": [
                kind
                for kind in OrganisationKind
                if names_offices
                or (kind is OrganisationKind.OFFICE) == (organisation.kind == "office")
            ],
            "markets": list_markets(),
            "fault": shown(fault) if fault else None,
        },
        status=fault.http_status if fault else 200,
    )
