from django.db import models

from ..domain.statuses import check_move


class MovesQuerySet(models.QuerySet):
    """A queryset of records with a ``status`` that moves only as ``domain.statuses`` allows."""

    def move(self, origins, target, **changes) -> int:
        """Move those still at one of ``origins`` in one UPDATE; go on only for as many as it says it changed."""
        origins = (origins,) if isinstance(origins, str) else tuple(origins)
        for origin in origins:
            check_move(type(target)(origin), target)
        return self.filter(status__in=origins).update(status=target, **changes)
