"""Texts that a decision and an agreement start with; the officer changes them. Korean, as the documents are."""

from busan_se.core.money import won_words
from busan_se.programs.models.parameters import Regulation
from finance.subsidies.models import Grant

# 지방보조금법, article by article.
_LOCAL_SUBSIDY = """1. 교부 목적과 교부신청한 사업 내용 외의 용도로 쓸 수 없습니다(제13조).
2. 사업 내용이나 경비 배분을 바꾸려면 미리 승인을 받아야 합니다(제14조).
3. 별도의 계정을 두고 자기 자금과 구분하여 관리합니다(제24조).
4. 사업을 마친 날부터 2개월 안에 실적보고서를 냅니다(제17조).
5. 증명 서류를 5년 동안 보관합니다(제16조).
6. 법령이나 이 조건을 어기면 교부결정을 취소하고 반환을 명할 수 있습니다(제12조, 제31조)."""

_RULES: dict[str, str] = {
    Regulation.LOCAL_SUBSIDY: "지방자치단체 보조금 관리에 관한 법률과 부산광역시 조례",
    Regulation.NATIONAL_SUBSIDY: "보조금 관리에 관한 법률",
}


def first_conditions(grant: Grant) -> str:
    """Return the conditions that the money's rules prescribe; '' for rules whose articles are not kept here."""
    return _LOCAL_SUBSIDY if grant.commitment.envelope.regulation == Regulation.LOCAL_SUBSIDY else ""


def first_agreement(grant: Grant) -> str:
    """Return the beginning of an agreement on a granted sum."""
    application, decision = grant.application, grant.decision
    assert decision.amount_won
    return (
        f"{application.call.program.name_ko} 협약서\n\n"
        f"부산광역시와 {application.applicant_name}은(는) 다음과 같이 협약합니다.\n\n"
        f"1. 교부결정액: {won_words(decision.amount_won)}\n"
        f"2. 자부담: {won_words(grant.own_share_won or 0)}\n"
        f"3. 교부결정 문서: {decision.document_number}\n"
        "4. 교부조건은 교부결정의 조건과 같습니다.\n"
        f"5. 이 협약에 없는 사항은 {_RULES[grant.commitment.envelope.regulation]}에 따릅니다.\n"
    )
