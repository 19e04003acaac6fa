"""What readers get: pages, maps, data and assets, as text or bytes; nothing here writes to disk."""
