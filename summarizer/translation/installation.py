"""`models install`: which engine's installation a file, a folder or a name calls for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import InputError, UsageError
from summarizer.translation.argos.installation import install_package
from summarizer.translation.firefox.installation import accepts_files, install_files
from summarizer.translation.gguf.installation import install_gguf
from summarizer.translation.gguf.published import install_published
from summarizer.translation.gguf.recipes import read_models
from summarizer.translation.models.catalogue import download_offer, find_offer
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import Model, stage_model

_NAME = re.compile(r"\w+(-[\d.]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installer:
    """How models of one kind are recognised and installed from local files."""

    what: str
    """What it takes, for a user."""
    accepts: Callable[[Sequence[Path]], bool]
    """Tells from names and first bytes whether these files are its own."""
    install: Callable[[Sequence[Path], Reporter], Model]


def _is_package(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix.lower() in {".argosmodel", ".zip"}


def _install_package(paths: Sequence[Path], reporter: Reporter) -> Model:
    return install_package(paths[0], reporter)


def _is_gguf(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix.lower() == ".gguf"


def _install_gguf(paths: Sequence[Path], reporter: Reporter) -> Model:
    return install_gguf(paths[0], reporter)


INSTALLERS: tuple[Installer, ...] = (
    Installer(what="an Argos package (.argosmodel)", accepts=_is_package, install=_install_package),
    Installer(what="a Qwen language model (.gguf)", accepts=_is_gguf, install=_install_gguf),
    Installer(what="Firefox's model files or their folder", accepts=accepts_files, install=install_files),
)


def install_model(
    sources: Sequence[str], reporter: Reporter, *, adapter: Path | None = None, plain: bool = False
) -> Model:
    """Install a model from local files, or by its name: in the official index of Argos packages, or as published.

    Only by name does it open a network connection.

    Args:
        sources: Paths of the model's file or files, or a name such as `zh_en`, `zh_en-1.9` or
            `qwen2.5-coder-1.5b-instruct`.
        reporter: Is told what happens.
        adapter: A LoRA adapter to merge into a language model, instead of this package's own.
        plain: Merge none into it.

    Raises:
        InputError: A file is missing or cannot be read.
        UsageError: The files are no model that any engine takes.
        ModelError: The network is out of reach, there is no such name, or the model is not what it should be.
        OutputError: The models folder cannot be written.
    """
    paths = [Path(source).expanduser() for source in sources]
    published = next((model for model in read_models() if [model.name] == list(sources)), None)
    if published:
        return install_published(published, reporter, adapter=adapter, plain=plain)
    if adapter or plain:
        return _install_merged(paths, reporter, adapter=adapter, plain=plain)
    if len(sources) == 1 and _looks_like_name(sources[0]):
        return install_named(sources[0], reporter)
    for path in paths:
        if not path.exists():
            raise InputError("there is no such file", where=str(path), hint="Check the path.")
    for installer in INSTALLERS:
        if installer.accepts(paths):
            return installer.install(paths, reporter)
    known = ", ".join(installer.what for installer in INSTALLERS)
    raise UsageError("no engine takes this as its model", where=" ".join(sources), hint=f"Known are: {known}.")


def _install_merged(paths: Sequence[Path], reporter: Reporter, *, adapter: Path | None, plain: bool) -> Model:
    if not _is_gguf(paths):
        raise UsageError(
            "only a language model takes an adapter",
            where="--plain" if plain else "--adapter",
            hint="Give one .gguf file, or the name of a published one.",
        )
    return install_gguf(paths[0], reporter, adapter=adapter, plain=plain)


def install_named(name: str, reporter: Reporter) -> Model:
    """Download a package that the official index names, verify it and install it.

    Raises:
        ModelError: The network is out of reach, there is no such name, or the package is not what it should be.
        OutputError: The models folder cannot be written.
    """
    reporter.say(f"asking the official index for {name} (this needs the network)")
    offer = find_offer(name)
    with stage_model() as staging:  # an interrupted download leaves with it
        package = staging / f"{offer.name}.argosmodel"
        link = download_offer(offer, package, reporter)
        return install_package(package, reporter, origin=link)


def _looks_like_name(source: str) -> bool:
    return bool(_NAME.fullmatch(source)) and not Path(source).exists()
