"""What every code means, by group; `manystudies.checks.codes` gathers them."""
