"""What is done with figures: counting, loading what offices published, making up for a demo."""

from landsea.insight.services.arrivals import load_published
from landsea.insight.services.counting import (
    AdmissionNotCountedYet,
    VenueUnknown,
    count_admission,
    count_voided_admission,
)
from landsea.insight.services.generating import generate_visits
from landsea.insight.services.lines import load_lines
from landsea.insight.services.vintages import BatchTransaction, LoadReport

__all__ = [
    "AdmissionNotCountedYet",
    "BatchTransaction",
    "LoadReport",
    "VenueUnknown",
    "count_admission",
    "count_voided_admission",
    "generate_visits",
    "load_lines",
    "load_published",
]
