"""bytes → Document: one canonical text and the way back from each character to its ink."""
