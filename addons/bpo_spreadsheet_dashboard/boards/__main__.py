"""Write the files of the boards."""

from pathlib import Path

from . import files

FOLDER = Path(__file__).parents[1] / "data" / "files"


def main():
    """Write every file anew."""
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
