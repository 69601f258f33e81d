"""All addresses."""

from collections.abc import Callable

from allauth.account.views import logout
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponseBase
from django.urls import include, path
from django.views.generic import RedirectView

from landsea.web.api import api
from landsea.web.pages import (
    account,
    api_docs,
    audit,
    desk,
    health,
    home,
    office,
    organisations,
    privacy,
    search_engines,
    trace,
)


def _moved_to(name: str) -> Callable[..., HttpResponseBase]:
    """Leads to another address of ours, with what was asked for."""
    return RedirectView.as_view(pattern_name=name, query_string=True)


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", search_engines.robots, name="robots"),
    path("sitemap.xml", search_engines.sitemap, name="sitemap"),
    path(
        "sitemap-<str:section>-<int:number>.xml", search_engines.sitemap_part, name="sitemap-part"
    ),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", home.about, name="about"),
        path("api/", api_docs.api_docs, name="api-docs"),
        path("sign-in/", _moved_to("account_login"), name="sign-in"),
        path("sign-up/", _moved_to("account_signup"), name="sign-up"),
        path("sign-out/", logout, name="sign-out"),
        path("account/", account.account, name="account"),
        path("account/my-data/", privacy.my_data, name="privacy-export"),
        path("account/my-data/file/", privacy.my_data_file, name="privacy-export-file"),
        path("account/close/", privacy.close, name="privacy-erase"),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        *([path("demo/", include("landsea.demo.urls"))] if settings.LANDSEA_DEMO else []),
        path("trace/", trace.recent, name="traces"),
        path("trace/<uuid:admission_id>/", trace.trace, name="trace"),
        path("organisations/", organisations.organisations, name="organisations"),
        path(
            "organisations/<uuid:organisation_id>/",
            organisations.organisation,
            name="organisation",
        ),
        path("audit/", audit.audit, name="audit"),
        path("audit/changes.csv", audit.changes_csv, name="audit-csv"),
        path("audit/work/<uuid:task_id>/", audit.work, name="audit-work"),
        path("audit/<uuid:batch_id>/", audit.batch, name="audit-batch"),
        path("audit/<uuid:batch_id>/take-back/", audit.take_back, name="audit-take-back"),
        path("audit/<uuid:batch_id>/restore/", audit.restore, name="audit-restore"),
        path("desk/", desk.desk, name="desk"),
        path("office/", office.offices, name="offices"),
        path("office/<slug:slug>/", office.office, name="office"),
        path("", include("landsea.members.urls")),
        path("places/", include("landsea.library.urls")),
        path("calendar/", include("landsea.library.calendar_urls")),
        path("trips/", include("landsea.trips.urls")),
        path("figures/", include("landsea.insight.urls")),
        path("", include("landsea.cards.urls")),
        path("", include("landsea.market.urls")),
    ),
]

handler400 = "landsea.web.pages.faults.bad_request"
handler403 = "landsea.web.pages.faults.forbidden"
handler404 = "landsea.web.pages.faults.not_found"
handler500 = "landsea.web.pages.faults.server_fault"
