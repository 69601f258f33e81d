"""What the demonstration adds to each page."""

from django.http import HttpRequest

from landsea.demo.roles import DEMO_ROLES, DemoRole


def demo(request: HttpRequest) -> dict[str, object]:
    """Gives templates the roles that a visitor may take, and the one that was taken."""
    email = getattr(request.user, "email", "")
    taken: DemoRole | None = next((role for role in DEMO_ROLES if role.email == email), None)
    return {"demo": True, "demo_roles": DEMO_ROLES, "demo_role": taken}
