"""What the open interface shows elsewhere, and the own list that no app below it can register: messages."""

from busan_se.api.messages import MESSAGES
from busan_se.api.personal import TOKENS
from busan_se.core.extensions import Unpublished
from busan_se.core.registry import register

register(Unpublished("busan_se.api"))
register(TOKENS)
register(MESSAGES)
