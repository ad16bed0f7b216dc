from django.db import models

from ..domain.statuses import check_move


class MovesQuerySet(models.QuerySet):
    """A queryset of records with a ``status`` that moves only as ``domain.statuses`` allows."""

    def move(self, origin, target, **changes) -> int:
        """Move those that are still at ``origin`` in one UPDATE; go on only for as many as it says it changed."""
        check_move(origin, target)
        return self.filter(status=origin).update(status=target, **changes)
