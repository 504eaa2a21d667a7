"""Models of the programs app, one file for each noun and what hangs on it."""

from busan_se.programs.models.calls import Call, CallCorrection, CallExtension, CallVersion
from busan_se.programs.models.envelopes import Commitment, Envelope, EnvelopeEntry
from busan_se.programs.models.parameters import Parameter
from busan_se.programs.models.plan import Plan, Program, ProgramState, Strategy, Task

__all__ = [
    "Call",
    "CallCorrection",
    "CallExtension",
    "CallVersion",
    "Commitment",
    "Envelope",
    "EnvelopeEntry",
    "Parameter",
    "Plan",
    "Program",
    "ProgramState",
    "Strategy",
    "Task",
]
