"""Pending rows become documents that wait under review."""


def generate_chunk(batch_id: int) -> int:
    """Claim up to ``conf.chunk_size`` waiting rows, render them, put them under review. Returns how many were claimed."""
    raise NotImplementedError


def retry_failed(batch, *, user) -> int:
    """Hand failed rows to the queue again (caller enqueues). Returns how many."""
    raise NotImplementedError


def render_again(batch, *, user) -> int:
    """Pin the batch to the template's present live revision; everything under review, returned or failed is rendered again."""
    raise NotImplementedError
