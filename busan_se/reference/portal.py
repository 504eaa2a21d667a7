"""What the official codes do elsewhere."""

from busan_se.core.extensions import HolidaySource
from busan_se.core.registry import register
from busan_se.reference.holidays import entered_days

register(HolidaySource(key="holidays", days=entered_days))
