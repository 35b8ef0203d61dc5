"""Slugs for what people name."""

LONGEST = 60


def free_slug(wish: str, taken: set[str], length: int = LONGEST) -> str:
    """The wish, or the wish with the next number that is free."""
    wish = wish[:length].strip("-")
    number, slug = 1, wish
    while slug in taken:
        number += 1
        slug = f"{wish[: length - 5].rstrip('-')}-{number}"
    return slug
