"""The only file that knows django-q2: edges enqueue here, workers come in here."""


def enqueue_generate(batch_id: int) -> None:
    """Ask the queue to render the batch's waiting rows, once the present transaction has committed. Never raises."""
    raise NotImplementedError


def enqueue_publish(batch_id: int) -> None:
    """Ask the queue to publish the batch's approved credentials, once the present transaction has committed."""
    raise NotImplementedError


def sweep() -> int:
    """Re-queue every batch with rows that nobody works on. Returns how many."""
    raise NotImplementedError
