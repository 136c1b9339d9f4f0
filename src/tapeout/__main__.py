"""python -m tapeout is the command tapeout."""

from tapeout.cli import main

main()
