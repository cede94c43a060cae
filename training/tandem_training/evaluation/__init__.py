"""What they are worth, as far as PyTorch can tell."""
