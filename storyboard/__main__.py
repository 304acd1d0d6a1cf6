"""`python -m storyboard`: the command line."""

from storyboard.cli.main import entry

if __name__ == "__main__":
    entry()
