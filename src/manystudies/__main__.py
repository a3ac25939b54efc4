"""`python -m manystudies` is the command itself."""

from manystudies.cli import main

main()
