import django.db.models.deletion
import landsea.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="application",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="public_id",
            # Filled by 0003 and made unique by 0004: one default for all rows would not be.
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=landsea.foundation.ids.uuid7, editable=False, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=12)),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_by", models.UUIDField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="members.alliance",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "id"], name="tokens_of_an_organisation")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_token_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("created_at")),
                            _connector="OR",
                        ),
                        name="a_token_lasts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=landsea.foundation.ids.uuid7, editable=False, unique=True
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "office"),
                            ("editor", "editor"),
                            ("market-agent", "market-agent"),
                            ("gate", "gate"),
                            ("clearing-officer", "clearing-officer"),
                            ("statistician", "statistician"),
                            ("ambassador", "ambassador"),
                        ],
                        max_length=20,
                    ),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("invited_by", models.UUIDField(blank=True, null=True)),
                ("invited_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "alliance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="members.alliance",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alliance__isnull", False), ("organisation__isnull", True)),
                            models.Q(("alliance__isnull", True), ("organisation__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_invitation_is_to_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "office",
                                    "editor",
                                    "market-agent",
                                    "gate",
                                    "clearing-officer",
                                    "statistician",
                                    "ambassador",
                                ],
                            )
                        ),
                        name="invitation_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("invited_at"))),
                        name="an_invitation_lasts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("withdrawn_at__isnull", True),
                            _connector="OR",
                        ),
                        name="an_invitation_has_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                            ("email", ""),
                            _connector="OR",
                        ),
                        name="an_answered_invitation_names_nobody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=12)),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("applied", "applied"),
                            ("admitted", "admitted"),
                            ("suspended", "suspended"),
                            ("left", "left"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("changed_by", models.UUIDField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["membership", "id"], name="steps_of_a_membership")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="a_step_leads_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after__in", ["applied", "admitted", "suspended", "left"])
                        ),
                        name="a_step_leads_to_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after", "suspended"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_suspension_has_a_reason",
                    ),
                ],
            },
        ),
    ]
