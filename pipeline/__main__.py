"""`python -m pipeline` is `svod`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
