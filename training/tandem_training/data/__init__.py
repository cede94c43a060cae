"""What they are trained on: rows of the curriculum, none of them held out."""
