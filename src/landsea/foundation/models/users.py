"""People with an account."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone

from landsea.foundation.actor import Actor
from landsea.foundation.scoping import ScopedQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes people from an e-mail address and a password."""

    def get_queryset(self) -> ScopedQuerySet["User"]:
        return ScopedQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> ScopedQuerySet["User"]:
        return self.get_queryset().visible_to(actor)

    def unscoped(self, reason: str) -> ScopedQuerySet["User"]:
        return self.get_queryset().unscoped(reason)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; the only table of the skeleton that holds personal data."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    #: BCP 47 tag of the language that the person wants to be written to in.
    language = models.CharField(max_length=35, blank=True)
    #: Stands for this person wherever personal data has no place; random, so it tells nothing.
    subject = models.UUIDField(unique=True, default=uuid4, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email
