"""The nouns: immutable records that the stages exchange. Standard library only; times are integer milliseconds."""
