"""Many documents: which files, where their briefs go, what became of each."""

from summarizer.batch.folders import open_folder
from summarizer.batch.inputs import find_inputs, read_list
from summarizer.batch.jobs import Job, plan_jobs
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry, Report
from summarizer.batch.run import Batch, brief_folder
from summarizer.batch.writing import write_file
from summarizer.reading.files import read_bytes
from summarizer.rendering.names import show_name

__all__ = [
    "Batch",
    "Entry",
    "Job",
    "Recipe",
    "Report",
    "brief_folder",
    "find_inputs",
    "open_folder",
    "plan_jobs",
    "read_bytes",
    "read_list",
    "show_name",
    "write_file",
]
