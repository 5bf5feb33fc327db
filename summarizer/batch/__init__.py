"""Many documents: which files, where their briefs go, what became of each."""

from summarizer.batch.folders import open_folder
from summarizer.batch.inputs import find_inputs, read_list
from summarizer.batch.jobs import Job, plan_jobs, read_bytes
from summarizer.batch.names import show_name
from summarizer.batch.recipe import Recipe
from summarizer.batch.report import Entry, Report
from summarizer.batch.run import Batch, brief_folder
from summarizer.batch.writing import write_file

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
