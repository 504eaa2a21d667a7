import pytest

from busan_se.core.errors import WrongState
from busan_se.core.workflow import Transition, Workflow

FLOW = Workflow({"submit": Transition(("draft",), "submitted"), "withdraw": Transition(("draft", "submitted"), "gone")})


def test_check_returns_the_next_state():
    assert FLOW.check("draft", "submit") == "submitted"


def test_check_refuses_a_wrong_state():
    with pytest.raises(WrongState) as caught:
        FLOW.check("submitted", "submit")
    assert caught.value.code == "not_submit"


def test_an_unknown_action_is_a_bug():
    with pytest.raises(KeyError):
        FLOW.check("draft", "fly")


def test_allowed_lists_the_actions_of_a_state():
    assert FLOW.allowed("submitted") == ("withdraw",)
