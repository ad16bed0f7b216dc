"""What can be known to be wrong at start-up."""
