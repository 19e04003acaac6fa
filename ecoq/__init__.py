"""L'Éco des quartiers: a static site generator fed by flat files."""
