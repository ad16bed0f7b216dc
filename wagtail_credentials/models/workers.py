from django.db import models


class WorkerHeartbeat(models.Model):
    """When a process that works for the queue was last seen. Keeps no personal data; old ones are swept."""

    name = models.CharField(max_length=100, unique=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.name
