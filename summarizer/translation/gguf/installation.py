"""From a GGUF file to an installed model: verify, convert, keep."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.data import open_folder
from summarizer.errors import ModelDamagedError, OutputError
from summarizer.translation.gguf.adapter import Adapter, read_adapter
from summarizer.translation.gguf.conversion import convert_weights
from summarizer.translation.gguf.file import GgufFile
from summarizer.translation.gguf.prompts import Turns, render_turns
from summarizer.translation.gguf.recipes import KnownAdapter, KnownModel, find_known_model, read_adapters
from summarizer.translation.gguf.tokenizer import write_tokenizer
from summarizer.translation.models import Model, ModelRecord, adopt_model, models_folder, stage_model
from summarizer.translation.models.report import Reporter
from summarizer.translation.models.store import hash_file

UNKNOWN_LICENCE = "unknown (see the model's page)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What is merged into a model, and how the result is spoken to."""

    adapter: Adapter | None = None
    turns: Turns
    details: Mapping[str, str]


def install_gguf(
    path: Path, reporter: Reporter, *, adapter: Path | None = None, plain: bool = False, origin: str = ""
) -> Model:
    """Convert a GGUF file and install the result; the file stays as it is.

    Args:
        path: The file.
        reporter: Is told what happens.
        adapter: A LoRA adapter (safetensors) to merge; by default this package's own, if it was made for this model.
        plain: Merge none, not even that.
        origin: Where the file came from; by default its name.

    Raises:
        InputError: It cannot be read.
        ModelDamagedError: It, or the adapter, is not what it should be.
        ModelError: It holds a model that cannot be converted, or that the adapter does not fit.
        OutputError: There is no room for the model, or its folder cannot be written.
    """
    sha256 = hash_file(path)
    known = find_known_model(sha256)
    reporter.say(f"{path.name}: sha256 {sha256}{', as published' if known else ''}")
    file = GgufFile(path)
    require_space(estimate_size(file))
    merge = _choose_merge(file, None if plain else known, adapter)
    with stage_model() as staging:
        with_adapter = f" with the adapter {merge.details['adapter']}" if merge.adapter else ""
        reporter.say(f"converting {path.name}{with_adapter}; for {file.weight_count / 1e9:.1f} billion weights")
        convert_weights(file, staging, adapter=merge.adapter)
        write_tokenizer(file, staging / "tokenizer.json")
        return adopt_model(staging, _make_record(file, known, merge, sha256, origin or path.name))


def estimate_size(file: GgufFile) -> int:
    """Return about how many bytes the converted model takes: one for each weight."""
    return int(1.05 * file.weight_count)


def require_space(needed: int) -> None:
    """Make sure that the models folder can take so many bytes more.

    Raises:
        OutputError: It cannot.
    """
    folder = models_folder()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise OutputError(
            f"the model needs {needed / 1e9:.1f} GB of free space here, and there are {free / 1e9:.1f} GB",
            where=str(folder),
            hint="Make room, or set SUMMARIZER_MODELS to a folder on another disk.",
        )


def _choose_merge(file: GgufFile, known: KnownModel | None, adapter: Path | None) -> Merge:
    if adapter:
        turns = render_turns(file.read_text("tokenizer.chat_template"), where=file.path.name)
        return _merge_file(file, adapter, turns, adapter.stem)
    if known and known.adapter:
        return _merge_own(file, read_adapters()[known.adapter])
    turns = render_turns(file.read_text("tokenizer.chat_template"), where=file.path.name)
    return Merge(turns=turns, details={})


def _merge_own(file: GgufFile, known: KnownAdapter) -> Merge:
    with open_folder(known.folder) as folder:
        turns = Turns(before=known.before, after=known.after)
        merge = _merge_file(file, folder / "adapter_model.safetensors", turns, known.name)
    if merge.details["adapter_sha256"] != known.sha256:
        raise ModelDamagedError(
            "the adapter that comes with this package is damaged", where=known.name, hint="Reinstall summarizer."
        )
    return merge


def _merge_file(file: GgufFile, path: Path, turns: Turns, name: str) -> Merge:
    adapter = read_adapter(path)
    adapter.check_fit(file, path.name)
    return Merge(adapter=adapter, turns=turns, details={"adapter": name, "adapter_sha256": hash_file(path)})


def _make_record(file: GgufFile, known: KnownModel | None, merge: Merge, sha256: str, origin: str) -> ModelRecord:
    name = known.name if known else _make_name(file.path.stem)
    licence = known.licence if known else file.read_text("general.license") or UNKNOWN_LICENCE
    return ModelRecord(
        engine="gguf",
        name=name + (f"+{_make_name(merge.details['adapter'])}" if merge.adapter else ""),
        version=known.version if known else "",
        licence=licence,
        origin=origin,
        sha256=sha256,
        details={
            "before": merge.turns.before,
            "after": merge.turns.after,
            "filler": file.filler_token,
            **merge.details,
        },
    )


def _make_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._").lower()[:45] or "model"
