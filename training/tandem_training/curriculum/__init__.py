"""The school curriculum: generated problems with worked solutions in five strategies."""
