"""What helps contributors: formatting, repairs, the wizard, review, importers, statistics."""
