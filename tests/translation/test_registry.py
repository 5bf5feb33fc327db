import pytest
from summarizer.errors import ModelMissingError, UsageError
from summarizer.translation import registry
from summarizer.translation.engine import Engine
from summarizer.translation.none import NoEngine


def open_missing(model: str) -> Engine:
    raise ModelMissingError("no model is installed", where=model)


def test_auto_takes_the_first_engine_that_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_ready(model: str) -> Engine:
        opened.append(model)
        return NoEngine()

    monkeypatch.setattr(registry, "ENGINES", {"a": open_missing, "b": open_ready, "c": open_ready})
    assert isinstance(registry.open_engine("auto"), NoEngine)
    assert opened == [""]


def test_a_model_can_be_named_after_its_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "ENGINES", {"a": open_missing})
    with pytest.raises(ModelMissingError, match=r"zh_en-1\.9"):
        registry.open_engine("a:zh_en-1.9")


def test_an_unknown_engine_is_a_usage_error_that_names_the_others() -> None:
    with pytest.raises(UsageError, match=r"auto, .*none"):
        registry.open_engine("google")


def test_the_survey_says_why_an_engine_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "ENGINES", {"a": open_missing, "none": lambda _model: NoEngine()})
    first, second = registry.survey_engines()
    assert first.engine is None
    assert "no model" in str(first.error)
    assert second.engine is not None
