"""Which packages lead from Chinese to English, and by which way."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.errors import ModelDamagedError, ModelMissingError
from summarizer.translation.argos.discovery import Package, list_foreign_models, list_packages
from summarizer.translation.models.store import list_models

SIMPLIFIED, TRADITIONAL, ENGLISH = "zh", "zt", "en"
_HINT = "Type `summarizer models install zh_en` to download it, or `summarizer models install FILE.argosmodel`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Packages that one after the other lead from one script of Chinese to English."""

    packages: tuple[Package, ...]

    @property
    def script(self) -> str:
        """Code of the script that the first package reads: `zh` or `zt`."""
        return self.packages[0].metadata.source

    @property
    def name(self) -> str:
        """Its language pairs: `zh_en`, or `zh_es>es_en`."""
        return ">".join(package.metadata.name for package in self.packages)

    @property
    def version(self) -> str:
        """Its packages' versions, in the same form."""
        return ">".join(package.metadata.version for package in self.packages)

    @property
    def licence(self) -> str:
        """The licences of its packages, each once."""
        return ", ".join(dict.fromkeys(package.model.record.licence for package in self.packages))


def choose_routes(model: str = "") -> tuple[Route, ...]:
    """Return the routes to use: the best for each script that has one, Simplified first.

    Args:
        model: A language pair such as `zh_en`, with or without a version (`zh_en-1.9`), to use that package alone;
            empty for the best of all.

    Raises:
        ModelMissingError: No package leads to English, or there is none of that name.
        ModelDamagedError: The package of that name is damaged.
    """
    packages = list_packages()
    starts = [package for package in packages if model in {package.metadata.name, _full_name(package)}]
    if model and not starts:
        raise _explain_missing(model, packages)
    routes = [find_route(starts or packages, packages, script) for script in (SIMPLIFIED, TRADITIONAL)]
    found = tuple(route for route in routes if route)
    if not found:
        raise ModelMissingError("no installed Argos package leads from Chinese to English", where=model, hint=_HINT)
    return found[:1] if model else found


def find_route(starts: Sequence[Package], packages: Sequence[Package], script: str) -> Route | None:
    """Return the way from a script to English: direct where there is one, else through a third language.

    Args:
        starts: The packages that may come first, the best of each language pair before its others.
        packages: Those that may come second, in such an order, too.
        script: Code of the script.
    """
    firsts = [package for package in starts if package.metadata.source == script]
    direct = [Route(packages=(first,)) for first in firsts if first.metadata.target == ENGLISH]
    pivots = (
        Route(packages=(first, second))
        for first in firsts
        for second in packages
        if (second.metadata.source, second.metadata.target) == (first.metadata.target, ENGLISH)
    )
    return next(iter(direct), None) or next(pivots, None)


def _full_name(package: Package) -> str:
    return f"{package.metadata.name}-{package.metadata.version}"


def _explain_missing(model: str, packages: Sequence[Package]) -> ModelMissingError | ModelDamagedError:
    for damaged in (*list_models("argos"), *list_foreign_models()):
        if damaged.problem and model in {damaged.record.name, damaged.record.folder_name}:
            return ModelDamagedError(damaged.problem, where=damaged.id, hint="Remove it and install it again.")
    installed = ", ".join(_full_name(package) for package in packages)
    return ModelMissingError(
        "no such Argos package is installed",
        where=model,
        hint=f"Installed are: {installed}." if installed else _HINT,
    )
