"""The models themselves: shape, weights, files, tokenizer, writing."""
