"""Sentences: a model result in, statements with their conditions out, in both languages."""
