"""What the invented enterprises offer, by the trade that stands in their summaries. Prices are made up, in won."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A product or service; `low` and `high` bound its price, 0 means on request."""

    name: str
    english: str
    category: str
    summary: str
    low: int = 0
    high: int = 0
    unit: str = ""
    minimum: int = 1
    days: int | None = None


ITEMS: dict[str, tuple[Item, ...]] = {
    "도시락": (
        Item("제철 나물 도시락", "Seasonal vegetable lunch box", "event-catering", "회의와 행사에 알맞은 여섯 가지 반찬 도시락입니다.", 8500, 13000, "1개", 20, 2),
        Item("다과 상자", "Tea-time snack box", "event-catering", "떡과 과일, 차를 한 상자에 담았습니다.", 5000, 9000, "1상자", 10, 2),
    ),
    "반찬": (
        Item("일주일 반찬 꾸러미", "Weekly side dishes", "food-processed", "다섯 가지 반찬을 매주 문 앞에 놓아 드립니다.", 28000, 42000, "1주", 1, 3),
        Item("배추김치 5kg", "Kimchi, 5 kg", "food-processed", "국산 배추와 고춧가루로 담근 김치입니다.", 32000, 45000, "5kg", 1, 4),
    ),
    "어묵": (
        Item("수제 어묵 선물 꾸러미", "Fish cake gift set", "food-processed", "부산 앞바다 생선으로 만든 어묵 여덟 가지입니다.", 25000, 39000, "1상자", 1, 2),
        Item("행사용 꼬치 어묵", "Fish cake skewers", "event-catering", "행사장에서 바로 데워 드리는 꼬치 어묵입니다.", 1500, 2500, "1개", 100, 5),
    ),
    "제과": (
        Item("우리 밀 쿠키 상자", "Wheat cookie box", "food-bakery", "우리 밀과 유기농 설탕으로 구운 쿠키 열두 개입니다.", 12000, 21000, "1상자", 1, 3),
        Item("답례용 쌀 카스텔라", "Rice castella", "food-bakery", "낱개로 포장해 답례품으로 알맞습니다.", 2500, 4000, "1개", 30, 4),
        Item("제과 체험 교실", "Baking class", "care-education", "스무 명까지 함께 굽는 두 시간 체험입니다.", 15000, 22000, "1명", 8, 7),
    ),
    "커피": (
        Item("공정무역 원두 500g", "Fair trade coffee, 500 g", "food-drink", "주문한 날 볶아 보내는 공정무역 원두입니다.", 16000, 24000, "500g", 1, 2),
        Item("사무실 원두 정기 배송", "Office coffee delivery", "food-drink", "달마다 원두와 여과지를 보내 드립니다.", 45000, 90000, "1개월", 1, 5),
    ),
    "텃밭": (Item("제철 채소 꾸러미", "Vegetable box", "food-farm", "도시 텃밭에서 거둔 채소 일곱 가지입니다.", 18000, 27000, "1상자", 1, 3),),
    "바다농부": (Item("기장 미역 세트", "Seaweed set", "food-farm", "바람에 말린 미역과 다시마입니다.", 15000, 33000, "1세트", 1, 3),),
    "새활용": (
        Item("현수막 장바구니", "Bag made of banners", "living-wear", "다 쓴 현수막을 씻어 만든 하나뿐인 가방입니다.", 9000, 18000, "1개", 10, 10),
        Item("폐플라스틱 열쇠고리", "Key ring of recycled plastic", "living-craft", "기관 이름을 새겨 드리는 기념품입니다.", 2500, 5000, "1개", 50, 14),
    ),
    "목공": (
        Item("어린이 원목 책상", "Wooden desk for children", "living-furniture", "모서리를 둥글게 다듬은 폐목재 책상입니다.", 180000, 290000, "1개", 1, 21),
        Item("나무 명패와 상패", "Wooden name plates", "living-craft", "이름을 새긴 원목 명패와 상패입니다.", 25000, 60000, "1개", 1, 10),
    ),
    "봉제": (
        Item("단체 조끼", "Vests for groups", "living-wear", "행사와 자원봉사에 입는 가벼운 조끼입니다.", 14000, 23000, "1벌", 20, 14),
        Item("작업복 수선", "Mending of work clothes", "living-wear", "작업복과 단체복을 고쳐 드립니다.", 5000, 12000, "1벌", 5, 7),
    ),
    "인쇄": (
        Item("재생지 자료집", "Booklets on recycled paper", "office-print", "100쪽 기준 자료집을 편집부터 인쇄까지 합니다.", 6500, 11000, "1부", 50, 7),
        Item("행사 현수막", "Banners", "office-print", "디자인과 설치, 거두기까지 맡습니다.", 45000, 80000, "1장", 1, 3),
    ),
    "디자인": (Item("상표와 포장 디자인", "Brand and package design", "office-it", "작은 가게의 상표와 포장을 함께 만듭니다."),),
    "소프트": (Item("누리집 만들기와 관리", "Website and care", "office-it", "누구나 쓰기 쉬운 누리집을 만들고 돌봅니다."),),
    "영상": (Item("행사 기록 영상", "Event film", "office-it", "반나절 촬영과 3분 영상 편집입니다.", 600000, 1200000, "1편", 1, 14),),
    "청소": (
        Item("사무실 정기 청소", "Office cleaning", "service-cleaning", "주 2회, 100㎡ 기준 사무실 청소입니다.", 320000, 480000, "1개월", 1, 7),
        Item("입주 청소", "Move-in cleaning", "service-cleaning", "친환경 세제로 구석까지 닦습니다.", 12000, 16000, "3.3㎡", 10, 3),
        Item("소독과 방역", "Disinfection", "service-cleaning", "학교와 복지시설의 정기 소독입니다.", 90000, 180000, "1회", 1, 3),
    ),
    "빨래": (Item("이불 빨래 방문 수거", "Bedding laundry", "service-cleaning", "가져가서 빨아 이틀 안에 돌려드립니다.", 12000, 18000, "1채", 3, 2),),
    "집수리": (Item("창호와 단열 공사", "Window and insulation work", "service-repair", "오래된 집의 겨울을 따뜻하게 고칩니다."),),
    "물류": (Item("전기 자전거 배송", "E-bike delivery", "service-moving", "반경 5km 안 물건을 그날 나릅니다.", 4000, 7000, "1건", 5, 0),),
    "돌봄": (Item("병원 동행 서비스", "Company to hospital", "care-care", "접수부터 귀가까지 함께합니다.", 18000, 25000, "1시간", 2, 2),),
    "배움": (Item("진로 체험 수업", "Career workshop", "care-education", "중학교 한 반을 위한 두 시간 수업입니다.", 250000, 400000, "1회", 1, 14),),
    "통번역": (Item("행사 통역", "Interpreting", "event-planning", "베트남어, 중국어, 영어 순차 통역입니다.", 150000, 300000, "1회(3시간)", 1, 7),),
    "여행": (Item("원도심 골목 여행", "Old town walk", "event-travel", "마을 해설사와 걷는 세 시간 여행입니다.", 18000, 30000, "1명", 6, 7),),
    "문화": (Item("찾아가는 작은 음악회", "Small concert", "event-planning", "네 사람이 한 시간 연주합니다.", 500000, 900000, "1회", 1, 21),),
}  # fmt: skip

HOW = (
    "주문을 확인하면 담당자가 연락해 날짜와 장소를 맞춥니다. 처음 거래하는 기관에는 견적서와 사업자등록증 사본을 함께 보내 드립니다.",
    "수량이 많으면 미리 상의해 주세요. 세금계산서를 발행하며, 공공기관 후불 결제도 받습니다.",
)  # fmt: skip
AREAS = ("부산 전역", "부산·양산·김해", "전국 택배", "해운대구·수영구·남구", "부산 전역(배송비 따로)")
ASKERS = (
    ("김하늘", "한빛초등학교", "다음 달 체육대회에 120명분이 필요합니다. 견적을 받을 수 있을까요?"),
    ("이서연", "", "집들이 선물로 다섯 개를 사려고 합니다. 토요일에도 받을 수 있나요?"),
    ("박도윤", "바다복지관", "해마다 두 번 쓰려고 합니다. 계약 방법을 알려 주세요."),
    ("최유나", "구청 총무과", "공공구매 실적으로 잡을 수 있는지, 나라장터에 등록되어 있는지 궁금합니다."),
    ("정시우", "마을카페 온", "시식이나 견본을 먼저 볼 수 있을까요?"),
    ("한지우", "", "알레르기가 있는데 재료를 자세히 알고 싶습니다."),
)  # fmt: skip
ANSWER = "문의해 주셔서 고맙습니다. 말씀하신 수량과 날짜에 맞출 수 있습니다. 견적서를 메일로 보내 드렸으니 살펴보시고 전화 주세요."
RETURNED = "대표 사진이 제품과 달라 보입니다. 실제 제품 사진으로 바꾸고, 알레르기 표시를 설명에 넣어 주세요."
