"""What the site is: addresses, rules between entries, and the resolved model that is rendered."""
