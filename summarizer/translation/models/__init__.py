"""The models folder: which translation models are installed, where each came from, and under which licence."""

from summarizer.translation.models.store import (
    Model,
    ModelRecord,
    adopt_model,
    find_model,
    list_models,
    models_folder,
    remove_model,
    stage_model,
)

__all__ = [
    "Model",
    "ModelRecord",
    "adopt_model",
    "find_model",
    "list_models",
    "models_folder",
    "remove_model",
    "stage_model",
]
