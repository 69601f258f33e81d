"""All addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from landsea.web.api import api
from landsea.web.pages import health, home, trace

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", home.about, name="about"),
        path("sign-in/", LoginView.as_view(template_name="web/sign_in.html"), name="sign-in"),
        path("sign-out/", LogoutView.as_view(), name="sign-out"),
        *([path("demo/", include("landsea.demo.urls"))] if settings.LANDSEA_DEMO else []),
        path("trace/", trace.recent, name="traces"),
        path("trace/<uuid:admission_id>/", trace.trace, name="trace"),
        path("places/", include("landsea.library.urls")),
        path("trips/", include("landsea.trips.urls")),
        path("figures/", include("landsea.insight.urls")),
        path("", include("landsea.cards.urls")),
    ),
]

handler400 = "landsea.web.pages.faults.bad_request"
handler403 = "landsea.web.pages.faults.forbidden"
handler404 = "landsea.web.pages.faults.not_found"
