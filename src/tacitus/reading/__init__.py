"""Reading: files, tables and pages become documents."""
