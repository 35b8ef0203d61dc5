"""Views of the live scoring screen: the page, its saves, and what others have changed."""
