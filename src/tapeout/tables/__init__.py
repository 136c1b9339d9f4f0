"""Tables: a model result in, rows and columns out, in both languages."""
