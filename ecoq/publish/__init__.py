"""Where the site goes: written whole beside the old one, checked, then put in its place."""
