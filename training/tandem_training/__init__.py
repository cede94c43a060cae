"""How the bundled pair is made: the curriculum, the models, their data and their evaluation."""
