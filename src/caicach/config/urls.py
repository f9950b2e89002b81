"""All addresses. Each view says who may open it; a library's view is wrapped here, or it does not open at all."""

from allauth.account.views import LoginView, LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from caicach.accounts.register import public
from caicach.ui import views

urlpatterns = [
    path("", include("caicach.desk.urls")),
    path("", include("caicach.dossiers.urls")),
    path("", include("caicach.feedback.urls")),
    path("", include("caicach.procedures.urls")),
    path("", include("caicach.figures.urls")),
    path("", include("caicach.reports.urls")),
    path("", include("caicach.notices.urls")),
    path("", include("caicach.papers.urls")),
    path("sign-in/", public(LoginView.as_view()), name="account_login"),
    path("sign-out/", public(LogoutView.as_view()), name="account_logout"),
    path("language/", public(set_language), name="set_language"),
    path("theme/", public(views.set_theme), name="set_theme"),
    path("style/", public(views.style), name="style"),
    path("style/<slug:name>/", public(views.style_page), name="style_page"),
]

handler400 = "caicach.ui.views.bad_request"
handler403 = "caicach.ui.views.forbidden"
handler404 = "caicach.ui.views.not_found"
handler500 = "caicach.ui.views.server_error"
