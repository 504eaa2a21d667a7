"""What demo applications say. All of it is invented."""

from pathlib import Path

import typst
from django.conf import settings

from enterprises.applications.workflow import Outcome

GOALS = (
    "지역 어르신에게 반찬을 배달하는 새 구독 상품을 만들고 정기 고객 120명을 모읍니다.",
    "폐현수막으로 만든 장바구니를 공공기관 기념품으로 개발해 10곳에 납품합니다.",
    "청년 돌봄 종사자를 위한 교육 과정을 새로 짜고 연 4회 운영합니다.",
    "마을 카페의 원두를 자체 상표로 출시하고 온라인 판로를 엽니다.",
    "장애인 근로자가 만드는 세탁 서비스의 예약 누리집을 만들고 이용 기관을 두 배로 늘립니다.",
    "동네 수리점을 잇는 생활 수리 서비스를 3개 동에서 시범 운영합니다.",
    "로컬 식재료 밀키트 3종을 개발하고 식품 표시 기준에 맞춘 포장을 갖춥니다.",
    "방과 후 목공 수업 꾸러미를 개발해 초등학교 15곳에 공급합니다.",
)
MEANS = (
    "시제품 제작과 소비자 시험을 거쳐 개선하고, 디자인 전문가의 자문을 받습니다.",
    "지역 협동조합 2곳과 함께 제작하고, 판매는 공공구매 장터와 온라인 몰에서 합니다.",
    "수요 조사로 필요한 기능을 정하고, 외부 개발사와 계약해 4개월 안에 완성합니다.",
    "기존 고객 60명에게 먼저 제공해 만족도를 조사한 뒤 대상을 넓힙니다.",
    "홍보물과 짧은 영상을 만들고 지역 축제와 박람회에서 직접 소개합니다.",
)
STEPS = (
    "1~2월 조사와 설계, 3~6월 개발, 7~9월 시범 운영, 10~11월 정식 판매와 평가",
    "1분기 시제품, 2분기 인증과 포장, 3분기 출시, 4분기 성과 점검",
    "3월 계약, 4~8월 제작, 9월 공개, 10~12월 판로 개척과 정산",
)
REASONS = {
    Outcome.SELECTED: (
        "사업 목표와 일정이 구체적이고 지역 일자리 효과가 분명합니다.",
        "시장 조사가 충실하고 자부담 계획이 확실합니다.",
        "이미 확보한 수요처가 있어 성과를 기대할 수 있습니다.",
    ),
    Outcome.NOT_SELECTED: (
        "예산 범위 안에서 평가 순위에 들지 못했습니다. 판매 계획을 보완하면 좋겠습니다.",
        "사업 내용은 좋으나 추진 일정과 인력 계획이 구체적이지 않습니다.",
    ),
    Outcome.INELIGIBLE: (
        "신청 내용이 지원하지 않는 항목(인건비)입니다.",
        "같은 사업으로 다른 보조금을 받고 있어 중복 지원에 해당합니다.",
    ),
}
_FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"
_PLAN = Path(__file__).with_name("demo_plan.typ")


def plan_pdf(name: str, plan: str) -> bytes:
    """Return a plan as a PDF of one page."""
    return typst.compile(
        _PLAN,
        format="pdf",
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"name": name, "plan": plan},
        timestamp=0,
    )
