"""Static files under names that change with their content."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

# What one of our modules imports from the module beside it, or from those that several pages share.
IMPORT = (r"""(?P<matched>from "(?P<url>\.{1,2}/[a-z_/]+\.js)";)""", """from "%(url)s";""")


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites what our JavaScript modules import, so an update never mixes old and new ones."""

    patterns: ClassVar = (*CompressedManifestStaticFilesStorage.patterns, ("js/*/*.js", (IMPORT,)))
    # A pass settles one step of a chain of imports; ours are longer than the five that are usual.
    max_post_process_passes = 20
