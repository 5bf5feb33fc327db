"""Many documents: which files, where their briefs go, what became of each."""

from summarizer.batch.jobs import Job, plan_jobs, read_bytes
from summarizer.batch.report import Entry, Report
from summarizer.batch.writing import write_file

__all__ = ["Entry", "Job", "Report", "plan_jobs", "read_bytes", "write_file"]
