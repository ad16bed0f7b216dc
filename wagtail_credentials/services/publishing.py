"""Approved credentials go public."""


def publish_chunk(batch_id: int) -> int:
    """Claim up to ``conf.chunk_size`` approved credentials of the batch and publish them. Returns how many were claimed."""
    raise NotImplementedError
