"""The language: tokens, sentences, morphology, names, syntax; everything Russian that is not extraction."""
