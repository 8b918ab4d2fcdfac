"""Data files: vocabulary, actors, crosswalks, defaults."""
