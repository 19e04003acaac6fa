"""What contributors write: files, front matter, YAML values, and the typed models made of them."""
