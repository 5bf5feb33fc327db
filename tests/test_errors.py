import shlex
import sys

from packaging.requirements import Requirement
from summarizer.errors import suggest_packages


def test_missing_packages_come_with_the_command_that_installs_them() -> None:
    _, command, _ = suggest_packages("gguf").split("`")
    python, *pip, first, second, third, fourth = shlex.split(command)
    assert (python, pip) == (sys.executable, ["-m", "pip", "install"])
    wanted = [Requirement(requirement) for requirement in (first, second, third, fourth)]
    assert [requirement.name for requirement in wanted] == ["gguf", "jinja2", "safetensors", "tokenizers"]
    assert all(requirement.specifier and not requirement.marker for requirement in wanted)


def test_an_extra_without_packages_of_its_own_is_named() -> None:
    assert "install 'summarizer[nothing]'`" in suggest_packages("nothing")
