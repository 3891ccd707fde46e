"""Gold against a dataset: matching, scores, gains and losses.

report = evaluate(load_gold(path), dataset)
print(report.table())
"""

from pipeline.evaluate.gold import GOLD_LAYERS, GoldError, Label, load_gold
from pipeline.evaluate.join import Join
from pipeline.evaluate.outcome import Outcome, Score, Slot
from pipeline.evaluate.report import Change, Report, changes
from pipeline.evaluate.score import evaluate

__all__ = (
    "GOLD_LAYERS",
    "Change",
    "GoldError",
    "Join",
    "Label",
    "Outcome",
    "Report",
    "Score",
    "Slot",
    "changes",
    "evaluate",
    "load_gold",
)
