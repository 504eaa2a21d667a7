"""Words and shares from which the demo register is invented. No name here is that of a real enterprise."""

from dataclasses import dataclass
from datetime import date

ROOT_FIRST = (
    "갈매", "동백", "윤슬", "너울", "해무", "파도", "솔바람", "물빛", "등대", "노을",
    "새벽", "안개", "조약돌", "샛별", "은하", "초록", "달빛", "햇살", "가온", "나래",
    "다솜", "라온", "마루", "보람", "아라", "여울", "이랑", "하늬", "한결", "온빛",
)  # fmt: skip
ROOT_LAST = ("터", "결", "숲", "품", "길", "모아", "이음", "채움", "지기", "마당", "두레", "솜씨")


@dataclass(frozen=True)
class Trade:
    """A line of business: how it stands in the name, its KSIC division, what it does, and its policy tags."""

    noun: str
    ksic: str
    summary: str
    tags: tuple[str, ...] = ()


TRADES = (
    Trade("돌봄", "87", "어르신 방문 돌봄과 병원 동행 서비스를 합니다.", ("돌봄·복지", "15분도시")),
    Trade("아이돌봄", "87", "맞벌이 가정의 방과 후 돌봄과 등하원 동행을 맡습니다.", ("돌봄·복지", "15분도시")),
    Trade("도시락", "56", "결식이 걱정되는 이웃과 행사장에 도시락을 만들어 배달합니다.", ("돌봄·복지",)),
    Trade("반찬", "10", "지역 농수산물로 반찬을 만들어 정기 배송합니다."),
    Trade("어묵", "10", "부산 앞바다 생선으로 어묵과 수산 간식을 만듭니다.", ("관광·체험",)),
    Trade("제과", "10", "우리 밀로 빵과 과자를 굽고 제과 체험을 엽니다.", ("관광·체험",)),
    Trade("커피", "56", "공정무역 원두를 볶고 동네 카페를 운영합니다.", ("15분도시",)),
    Trade("청소", "74", "사무실과 학교, 공동주택의 청소와 소독을 합니다."),
    Trade("빨래", "96", "숙박업소와 어르신 댁의 이불과 작업복을 세탁합니다.", ("돌봄·복지",)),
    Trade("집수리", "42", "오래된 주택의 단열과 도배, 누수 수리를 합니다.", ("저탄소그린도시", "15분도시")),
    Trade("목공", "32", "폐목재로 가구와 놀잇감을 만들고 목공 교실을 엽니다.", ("저탄소그린도시",)),
    Trade("새활용", "38", "현수막과 폐플라스틱으로 가방과 생활용품을 만듭니다.", ("저탄소그린도시", "ESG")),
    Trade("자원순환", "38", "공동주택의 재활용품을 모아 고르고 되팝니다.", ("저탄소그린도시", "ESG")),
    Trade("햇빛발전", "35", "시민이 출자한 옥상 태양광 발전소를 운영합니다.", ("저탄소그린도시", "ESG")),
    Trade("인쇄", "18", "책자와 현수막, 홍보물을 디자인하고 인쇄합니다."),
    Trade("디자인", "73", "제품과 공간, 브랜드를 디자인합니다."),
    Trade("영상", "59", "행사 기록과 홍보 영상을 찍고 편집합니다."),
    Trade("출판", "58", "지역의 이야기를 모아 책과 잡지를 펴냅니다."),
    Trade("소프트", "62", "누리집과 업무용 프로그램을 만들고 관리합니다."),
    Trade("배움", "85", "진로 체험과 방과 후 수업, 어른 배움터를 운영합니다.", ("15분도시",)),
    Trade("영어마을", "85", "생활 영어 수업과 외국인 길잡이 서비스를 합니다.", ("영어하기 편한 도시",)),
    Trade("통번역", "73", "결혼이주민 통번역사가 행사와 상담을 통역합니다.", ("영어하기 편한 도시",)),
    Trade("여행", "75", "골목과 바다를 걷는 공정여행을 기획하고 안내합니다.", ("관광·체험",)),
    Trade("문화", "90", "동네 공연과 전시, 예술 교육을 기획합니다.", ("관광·체험",)),
    Trade("놀이", "91", "장애와 나이를 가리지 않는 놀이와 체육 교실을 엽니다.", ("15분도시",)),
    Trade("건강", "86", "동네 의원과 건강 교실, 방문 재활을 운영합니다.", ("돌봄·복지", "15분도시")),
    Trade("텃밭", "01", "도시 텃밭을 가꾸고 농사 체험을 엽니다.", ("저탄소그린도시",)),
    Trade("바다농부", "03", "해조류를 기르고 어촌 체험을 운영합니다.", ("관광·체험",)),
    Trade("장터", "47", "생산자와 소비자를 잇는 직거래 장터를 엽니다."),
    Trade("물류", "49", "전기 자전거와 손수레로 동네 물건을 나릅니다.", ("저탄소그린도시",)),
    Trade("인력", "75", "일자리가 필요한 이웃에게 교육과 일감을 잇습니다."),
    Trade("봉제", "14", "단체복과 작업복을 짓고 고쳐 줍니다."),
)  # fmt: skip

SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN_FIRST = "민서지하은도유주현수가나다보소아윤재태효"
GIVEN_LAST = "준아우진영희연호미선경란솔별봄결찬울온빛"

# District code → share; together about 100.
DISTRICT_SHARES = {
    "26110": 4, "26140": 3, "26170": 5, "26200": 4, "26230": 11, "26260": 7, "26290": 7, "26320": 5,
    "26350": 12, "26380": 8, "26410": 8, "26440": 4, "26470": 7, "26500": 7, "26530": 7, "26710": 5,
}  # fmt: skip

OWNERS = {"여성기업": 0.22, "장애인기업": 0.05, "청년기업": 0.08}

# Certification by the purpose that it serves (사회적목적실현유형), in about the shares of the national list.
PURPOSES = {"일자리제공형": 66, "사회서비스제공형": 7, "지역사회공헌형": 8, "혼합형": 6, "기타(창의ㆍ혁신)형": 13}

# What live enterprises hold → how many. In sum 920 + 130 cooperatives, 280 certified, 44 preliminary, 70 village and
# 60 self-reliance enterprises.
HOLDINGS = {
    ("cooperative",): 835,
    ("cooperative", "certified_se"): 50,
    ("cooperative", "pre_se_regional"): 10,
    ("cooperative", "village"): 25,
    ("social_cooperative",): 65,
    ("social_cooperative", "certified_se"): 40,
    ("social_cooperative", "pre_se_ministry"): 4,
    ("social_cooperative", "village"): 5,
    ("social_cooperative", "self_reliance"): 16,
    ("certified_se",): 165,
    ("certified_se", "social_venture"): 15,
    ("certified_se", "village"): 4,
    ("certified_se", "self_reliance"): 6,
    ("pre_se_regional",): 20,
    ("pre_se_regional", "social_venture"): 4,
    ("pre_se_ministry",): 6,
    ("village",): 36,
    ("self_reliance",): 38,
    ("social_venture",): 22,
}
# Enterprises that held one qualification and are no more.
ENDED = {"pre_se_regional": 55, "certified_se": 28, "cooperative": 55, "village": 5, "self_reliance": 3}
# Certified enterprises that were preliminary ones before.
CONVERTED = 45

# First year in which a kind could be held, and the shares of what begins and ends by year: a fall in 2024 when the
# national money stopped, a recovery in 2026 when it came back.
FIRST_YEAR = {
    "certified_se": 2008,
    "cooperative": 2013,
    "social_cooperative": 2013,
    "village": 2011,
    "self_reliance": 2005,
    "social_venture": 2019,
}
LATE_STARTS = {2023: 70, 2024: 25, 2025: 45, 2026: 80}
LATE_START_SHARE = 0.14
ENDS = {2023: 20, 2024: 140, 2025: 35, 2026: 12}
LAST_DAY = date(2026, 10, 31)
