"""What the cache holds, where all processes see it."""

from django.db import models


class CacheEntry(models.Model):
    """One value of the cache; Django's `DatabaseCache` reads and writes the rows by itself.

    A table of ours, not one that `createcachetable` makes: migrating is then all that is needed.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
