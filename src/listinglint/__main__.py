"""`python -m listinglint` is the same command as `listinglint`."""

from listinglint.cli import main

if __name__ == "__main__":
    main()
