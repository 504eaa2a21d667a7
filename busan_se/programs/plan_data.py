"""The city's five-year plan as data, in our own words. Loaded once by migration `0003_plan`; afterwards staff own the texts.

Sources: press of 2023-03-22 on the second plan (2023–2027); domain.md 2. The ten tasks stand in no published list: they are
put together from the press and marked as a reconstruction. What is not verified says 확인 필요.
"""

from dataclasses import dataclass

PRESS = "2023-03-22 언론 보도(제2차 부산광역시 사회적경제 육성계획)"

PLAN = {
    "code": "plan-2023",
    "name_ko": "제2차 부산광역시 사회적경제 육성계획(2023~2027)",
    "name_en": "Second plan for Busan's social economy (2023–2027)",
    "vision_ko": "사회적 가치 실현을 통한 시민 행복 및 지속 가능 발전 도시 부산",
    "vision_en": "A city of lasting development and happy citizens through social value",
    "first_year": 2023,
    "last_year": 2027,
    "budget_won": 119_400_000_000,
    "goal_enterprises": 2_100,
    "goal_sales_won": 600_000_000_000,
    "note_ko": "목표 2,100개는 사회적기업만이 아니라 사회적경제기업 전체를 뜻합니다. 10개 중점과제 목록은 보도 내용을 바탕으로 재구성했습니다.",
    "note_en": "The goal of 2,100 means all social economy enterprises. The list of ten tasks is our reconstruction from press reports.",
    "source": PRESS,
}

STRATEGIES = (
    ("S1", "enterprises", "지역특화 및 순환형 사회적경제 구축을 통한 지역혁신", "Local specialities and a circular economy",
     "지역의 필요와 자원에서 출발한 사업 모델을 키우고 돈과 일이 지역 안에서 돌게 합니다.",
     "Business models that start from local needs, and money and work that stay in the region."),
    ("S2", "procurement", "지속가능한 사회적경제 생태계 기반 구축", "A lasting ecosystem",
     "판로를 넓히고 지원체계와 민관 협력을 튼튼하게 합니다.",
     "Wider sales channels, better support and closer work between city and citizens."),
    ("S3", "finance", "경쟁력·자생력 확보를 위한 비즈니스 역량 강화", "Stronger business",
     "기업이 시장에서 스스로 설 수 있도록 자금, 전문가, 협업 공간을 잇습니다.",
     "Money, experts and shared places, so that enterprises stand on their own in the market."),
    ("S4", "education", "시민중심 사회적가치 확산", "Social value for citizens",
     "시민이 사회적경제를 배우고 생활 속에서 함께하게 합니다.",
     "Citizens learn what the social economy is and take part in it."),
)  # fmt: skip

TASKS = (
    ("T01", "S1", "지역특화 모델 개발", "Models for the region"),
    ("T02", "S1", "대전환 대응력 강화와 순환형 시스템 구축", "Ready for change, and a circular system"),
    ("T03", "S2", "따뜻한 가치 판매 증진", "More sales with a warm value"),
    ("T04", "S2", "지원체계 효율성 제고", "Support that works better"),
    ("T05", "S2", "연대·협력 기반 조성", "A ground for cooperation"),
    ("T06", "S3", "시장경쟁력 강화", "Competitive in the market"),
    ("T07", "S3", "자생력 향상", "Standing on one's own"),
    ("T08", "S3", "협업 플랫폼 조성", "Platforms for cooperation"),
    ("T09", "S4", "사회적가치 저변 확대", "Social value known to more people"),
    ("T10", "S4", "시민참여 활성화", "Citizens who take part"),
)

E, F, W, C, B, P = "enterprise", "founder", "worker", "citizen", "buyer", "partner"


@dataclass(frozen=True)
class ProgramText:
    """A program of the plan. Each text is (Korean, English)."""

    code: str
    task: str
    name: tuple[str, str]
    summary: tuple[str, str]
    who: tuple[str, str]
    gives: tuple[str, str]
    targets: tuple[str, ...]
    is_focus: bool = False
    when: tuple[str, str] = (
        "공고가 날 때 신청합니다. 지난 공고와 예정 공고는 이 화면 아래에서 볼 수 있습니다.",
        "While a call is open. Past and coming calls are listed below.",
    )
    how: tuple[str, str] = (
        "공고에 적힌 접수처로 신청합니다. 접수처가 이 포털이면 공고 화면에서 바로 신청할 수 있습니다.",
        "At the place that the call names; if that is this portal, from the page of the call.",
    )


ASK = (
    "공고 없이 연중 상담을 받습니다. 시기는 해마다 다르니 담당 부서에 확인하세요(확인 필요).",
    "All year, without a call. Dates differ by year: please ask the desk (to be confirmed).",
)
ASK_HOW = ("담당 부서에 전화로 문의하세요.", "Call the desk in charge.")

PROGRAMS = (
    ProgramText(
        "regional-specialization", "T01", ("지역특화형 사회적경제기업 육성", "Enterprises for the region's own strengths"),
        ("도시 정책과 지역 자원을 잇는 사업 모델을 찾아 키웁니다.", "Finds and grows business models that join city policy and local resources."),
        ("15분도시, 저탄소그린도시, 영어하기 편한 도시 등 시 정책과 이어진 사업을 하려는 사회적경제기업", "Enterprises whose business fits a city policy such as the 15-minute city"),
        ("모델 개발 자금과 전문가 자문, 실증 기회", "Money for developing the model, advice, and a place to try it"), (E, F), True,
    ),
    ProgramText(
        "senior-matching", "T01", ("신중년 사회적경제 매칭", "Matching for the second career"),
        ("경력 있는 신중년과 사람이 필요한 기업을 만나게 합니다.", "Brings people with a career behind them together with enterprises that need them."),
        ("부산의 신중년 구직자와 사회적경제기업", "Job seekers in mid-life and social economy enterprises in Busan"),
        ("매칭 데이 면담, 설명회, 참여 뒤 사후 관리", "Interviews on Matching DAY, briefings and follow-up"), (E, W),
    ),
    ProgramText(
        "social-outcomes", "T01", ("부산형 사회성과 보상사업", "Payment by social outcome"),
        ("민간이 먼저 투자하고 성과가 확인되면 시가 보상합니다.", "Private money goes first; the city pays when the outcome is proven."),
        ("사회문제 해결 사업을 맡을 수행기관과 투자자", "Organisations that solve a social problem, and investors"),
        ("사전에 정한 성과 단계에 따른 보상", "Payment by steps of outcome fixed beforehand"), (E, P), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "collaboration", "T01", ("협업사업 다양화", "Joint projects"),
        ("여러 기업이 함께 하는 사업을 지원합니다.", "Supports projects that several enterprises carry out together."),
        ("둘 이상의 사회적경제기업으로 이루어진 연합체", "Groups of two or more social economy enterprises"),
        ("공동 사업비와 협력 상대 찾기", "Money for the joint project and help in finding partners"), (E,),
    ),
    ProgramText(
        "esg-green-digital", "T02", ("ESG·녹색·디지털 전환 지원", "ESG, green and digital change"),
        ("기업이 스스로 진단하고 전환 계획을 세우도록 돕습니다.", "Helps enterprises to see where they stand and to plan the change."),
        ("전환을 준비하는 사회적경제기업", "Social economy enterprises that prepare for change"),
        ("자가진단, 전문가 자문, 개선 뒤 다시 측정", "Self-diagnosis, advice and a second measurement"), (E,),
    ),
    ProgramText(
        "anchors", "T02", ("앵커기관 연계 지역순환", "Anchor institutions that buy locally"),
        ("지역의 큰 기관이 지역에서 사고 함께 사업하게 합니다.", "Large local institutions buy nearby and share projects."),
        ("공공기관·대학·병원 등 앵커기관과 사회적경제기업", "Public bodies, universities and hospitals, and enterprises"),
        ("지역 구매 진단과 공동 사업 연결", "A look at local spending, and joint projects"), (B, E, P), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "sales-platform", "T03", ("판로지원 플랫폼 강화", "The sales platform"),
        ("제품과 서비스를 한곳에서 알리고 구매자와 잇습니다.", "Shows products and services in one place and leads buyers to them."),
        ("판매할 제품이나 서비스가 있는 사회적경제기업과 구매자", "Enterprises with something to sell, and buyers"),
        ("상품 등록, 구매자 연결, 견적 요청", "A place for products, contacts to buyers, requests for quotes"), (E, B), True,
    ),
    ProgramText(
        "public-procurement", "T03", ("공공구매 활성화", "More public purchasing"),
        ("공공기관이 사회적경제기업의 제품을 먼저 살피도록 돕습니다.", "Helps public bodies to look at social economy products first."),
        ("부산의 공공기관 구매 담당자와 사회적경제기업", "Buyers of public bodies in Busan, and enterprises"),
        ("구매 안내, 상담회, 실적 집계", "Guidance, buyer meetings and figures of what was bought"), (B, E), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "buy-social", "T03", ("바이소셜·상생소비 캠페인", "Buy Social campaigns"),
        ("시민의 착한 소비를 넓힙니다.", "Lets more citizens buy with a purpose."),
        ("시민, 참여 매장, 사회적경제기업", "Citizens, shops that join, and enterprises"),
        ("캠페인 참여 매장 안내와 할인·홍보", "Shops that take part, offers and publicity"), (C, E),
    ),
    ProgramText(
        "export", "T03", ("해외 진출 지원", "Going abroad"),
        ("수출을 준비하는 기업의 첫걸음을 돕습니다.", "Helps enterprises to take the first steps in exporting."),
        ("수출을 준비하거나 시작한 사회적경제기업", "Enterprises that prepare or have begun to export"),
        ("수출 준비 진단, 인증, 바이어 상담", "A readiness check, certificates and buyer meetings"), (E,),
    ),
    ProgramText(
        "fair", "T03", ("대한민국 사회적경제 박람회 참가", "The national social economy fair"),
        ("박람회에서 부산 기업을 알립니다.", "Shows Busan's enterprises at the fair."),
        ("전시와 상담에 참가할 사회적경제기업", "Enterprises that want to exhibit and meet buyers"),
        ("전시 공간, 구매 상담, 사후 연결", "Booth, buyer meetings and follow-up"), (E, C),
    ),
    ProgramText(
        "channels", "T03", ("소비자 유통 판로 확대", "Shops and malls"),
        ("매장, 온라인몰, 장터로 판매처를 넓힙니다.", "Shops, online malls and markets that sell the products."),
        ("소비재를 만드는 사회적경제기업", "Enterprises that make consumer goods"),
        ("입점과 유통조직 연결", "Listing and contacts to distributors"), (E,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "centre", "T04", ("부산사회적경제지원센터 운영", "The Busan social economy centre"),
        ("설립부터 성장까지 한곳에서 상담합니다.", "Advice in one place, from founding to growth."),
        ("사회적경제기업과 설립을 준비하는 시민", "Enterprises, and citizens who want to found one"),
        ("상담, 교육, 다른 지원으로의 연결", "Advice, training and referrals"), (E, F, C), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "deregulation", "T04", ("현장 밀착형 규제혁신", "Rules that stand in the way"),
        ("현장의 걸림돌이 되는 규제를 찾아 고칩니다.", "Finds rules that hinder enterprises and has them mended."),
        ("규제로 어려움을 겪는 사회적경제기업", "Enterprises hindered by a rule"),
        ("규제 개선 건의의 접수와 처리 결과 안내", "Proposals are taken up and answered"), (E,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "evaluation", "T04", ("사회적가치 평가체계 운영", "Measuring social value"),
        ("기업의 사회적 가치를 같은 잣대로 살펴봅니다.", "Looks at social value by one measure."),
        ("사회적가치 평가를 받으려는 사회적경제기업", "Enterprises that want to be assessed"),
        ("자가평가, 평가 등급, 개선 의견", "Self-assessment, a grade and advice"), (E,),
    ),
    ProgramText(
        "council", "T05", ("민관정책협의회 운영", "The policy council"),
        ("민간과 시가 함께 정책을 의논합니다.", "Citizens, enterprises and the city talk about policy."),
        ("협의회 위원과 정책에 의견이 있는 시민", "Members, and citizens with something to say"),
        ("회의 결과와 후속 조치 공개", "Results of the meetings and what followed"), (C, E, P), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "growth-stages", "T06", ("성장단계별 맞춤 지원", "Support by stage of growth"),
        ("창업, 성장, 도약 단계에 맞게 지원합니다.", "Fits the stage: start, growth, leap."),
        ("창업팀과 사회적경제기업", "Teams before founding, and enterprises"),
        ("단계 진단, 창업 지원, 단계별 자문", "Diagnosis, start-up support and advice"), (F, E),
    ),
    ProgramText(
        "academia", "T06", ("사회적경제 기반 지산학 협력사업", "Enterprises, the city and universities"),
        ("기업의 과제를 지역 대학의 연구실·학생과 함께 풉니다.", "Solves tasks of enterprises with labs and students of local universities."),
        ("기술·디자인·경영 과제가 있는 기업과 지역 대학", "Enterprises with a task, and local universities"),
        ("공동 과제비, 대학 연결, 결과 확산", "Money for the joint task, contacts and wider use of results"), (E, P), True,
    ),
    ProgramText(
        "business-development", "T06", ("사업개발비 지원", "Business development grant"),
        ("제품 개발, 홍보, 판로 개척에 드는 비용을 지원합니다.", "Pays for product development, publicity and new markets."),
        ("인증·예비사회적기업, 마을기업, 사회적협동조합, 자활기업 등 공고가 정한 자격이 있는 기업", "Enterprises with one of the qualifications that the call names"),
        ("사업개발비. 한도와 자부담 비율은 공고와 아래 기준표를 따릅니다.", "A grant; cap and own share follow the call and the table below."), (E,),
    ),
    ProgramText(
        "design-improvement", "T06", ("디자인 개선 지원", "Better design"),
        ("제품과 포장, 브랜드의 디자인을 새롭게 합니다.", "Renews the design of products, packages and brands."),
        ("디자인 개선이 필요한 사회적경제기업", "Enterprises that need better design"),
        ("디자인 개발비와 전문가 연결", "Design costs and contacts to designers"), (E,),
    ),
    ProgramText(
        "social-insurance", "T07", ("사회보험료 지원", "Social insurance contributions"),
        ("사업주가 부담하는 사회보험료 일부를 지원합니다.", "Pays part of the employer's contributions."),
        ("인증 사회적기업(대상과 기간은 해마다 다릅니다. 확인 필요)", "Certified social enterprises (terms differ by year: to be confirmed)"),
        ("근로자 수에 따른 사업주 부담분 일부", "Part of the employer's share by number of workers"), (E,),
    ),
    ProgramText(
        "job-creation", "T07", ("일자리창출 사업", "New jobs"),
        ("새로 뽑은 근로자의 인건비 일부를 지원합니다.", "Pays part of the wages of new workers."),
        ("인증·예비사회적기업(사업 재개와 조건은 해마다 다릅니다. 확인 필요)", "Certified and preparatory social enterprises (to be confirmed each year)"),
        ("정해진 기간의 인건비 일부", "Part of the wages for a set time"), (E, W),
    ),
    ProgramText(
        "professional-staff", "T07", ("전문인력 지원", "Professional staff"),
        ("경영, 회계, 마케팅 등 전문인력의 채용을 돕습니다.", "Helps to hire people for management, accounting or marketing."),
        ("전문인력을 채용하려는 사회적경제기업(확인 필요)", "Enterprises that hire professionals (to be confirmed)"),
        ("전문인력 인건비 일부", "Part of the wages"), (E, W),
    ),
    ProgramText(
        "bef", "T07", ("부산경제활성화지원기금(BEF) 운영 지원", "Busan Embracement Fund (BEF)"),
        ("공공기관이 함께 만든 기금으로 성장 단계에 맞게 지원합니다.", "A fund of public institutions that supports by stage of growth."),
        ("부산의 사회적경제기업과 소셜벤처", "Social economy enterprises and social ventures in Busan"),
        ("단계별 지원금 또는 무이자 대출", "A grant or an interest-free loan by stage"), (E, F), True,
    ),
    ProgramText(
        "loans", "T07", ("운영자금 이차보전", "Interest support for loans"),
        ("은행 대출 이자의 일부를 시가 부담합니다.", "The city bears part of the interest of a bank loan."),
        ("운영자금이 필요한 사회적경제기업", "Enterprises that need working capital"),
        ("대출 이자 일부(비율은 아래 기준표)", "Part of the interest (rate in the table below)"), (E,),
    ),
    ProgramText(
        "impact-investment", "T07", ("임팩트 투자조합", "Impact investment fund"),
        ("사회적 성과를 내는 기업에 투자합니다.", "Invests in enterprises with a social outcome."),
        ("투자 유치를 준비하는 사회적경제기업과 소셜벤처", "Enterprises and ventures that look for investors"),
        ("투자 상담과 투자조합 연결", "Advice and contacts to the fund"), (E,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "crowdfunding", "T07", ("시민참여형 사회적금융", "Crowdfunding and social lenders"),
        ("시민이 함께 자금을 모으고 사회적금융을 알립니다.", "Citizens raise money together; a guide to social lenders."),
        ("자금을 모으려는 기업과 참여하려는 시민", "Enterprises that raise money and citizens who join"),
        ("펀딩 준비 지원과 사회적금융 안내", "Help with a campaign and a guide to social finance"), (E, C),
    ),
    ProgramText(
        "mentoring", "T08", ("책임 전문멘토제", "Mentors in charge"),
        ("한 전문가가 기업을 맡아 꾸준히 돕습니다.", "One expert takes charge of an enterprise and stays."),
        ("경영 과제가 있는 사회적경제기업", "Enterprises with a business task"),
        ("멘토 연결과 정기 자문", "A mentor and regular advice"), (E,),
    ),
    ProgramText(
        "workspaces", "T08", ("협업 공간·장비 공동이용", "Shared rooms and equipment"),
        ("회의실, 작업실, 장비를 함께 씁니다.", "Meeting rooms, workshops and equipment to share."),
        ("사회적경제기업과 창업팀", "Enterprises and teams"),
        ("공간과 장비 예약 이용", "Booking of rooms and equipment"), (E, F), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "materials", "T09", ("사회적경제 기초교재 보급", "Basic teaching materials"),
        ("누구나 쉽게 배우는 교재를 만들고 나눕니다.", "Makes and shares materials that everybody understands."),
        ("학생, 교사, 시민", "Pupils, teachers and citizens"),
        ("생애주기에 맞는 교재", "Materials for every age"), (C,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "lifecycle-education", "T09", ("생애주기별 맞춤형 교육", "Courses for every age"),
        ("어린이부터 어르신까지 눈높이에 맞게 가르칩니다.", "Courses from childhood to old age."),
        ("부산 시민", "Citizens of Busan"),
        ("무료 교육과 이수증", "Free courses and a certificate"), (C, W),
    ),
    ProgramText(
        "innovation-leaders", "T09", ("혁신 리더 발굴·육성", "Leaders of innovation"),
        ("지역을 바꾸는 사람을 찾아 함께 키웁니다.", "Finds people who change their region."),
        ("사회혁신 활동가와 기업 구성원", "People active in social innovation and in enterprises"),
        ("교육 과정과 동료 모임", "A course and a network"), (C, E),
    ),
    ProgramText(
        "media-campaign", "T09", ("온·오프라인 매체 홍보", "Media and campaigns"),
        ("여러 매체로 사회적경제를 알립니다.", "Makes the social economy known."),
        ("부산 시민", "Citizens of Busan"),
        ("홍보물과 캠페인", "Publicity and campaigns"), (C,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "small-libraries", "T09", ("작은도서관 연계 홍보", "Small libraries"),
        ("동네 작은도서관에서 사회적경제를 만납니다.", "Meet the social economy in the library round the corner."),
        ("작은도서관 이용 시민", "Visitors of small libraries"),
        ("전시, 책, 프로그램", "Displays, books and activities"), (C,), when=ASK, how=ASK_HOW,
    ),
    ProgramText(
        "excellent-enterprises", "T09", ("우수기업 선정·홍보", "Enterprises to be proud of"),
        ("성과가 뛰어난 기업을 뽑아 알립니다.", "Chooses outstanding enterprises and makes them known."),
        ("뛰어난 성과를 낸 사회적경제기업", "Enterprises with outstanding results"),
        ("시상, 육성지원금, 홍보", "Award, support money and publicity"), (E,),
    ),
    ProgramText(
        "agora", "T10", ("시민 토론회·공모전", "Forums and contests"),
        ("시민이 의제를 내고 해결책을 함께 만듭니다.", "Citizens name the issues and work on solutions."),
        ("부산 시민과 단체", "Citizens and associations"),
        ("토론 참여, 공모, 실행 지원", "Forums, contests and help to carry it out"), (C, E),
    ),
)  # fmt: skip

DESK = ("사회적경제 담당 부서", "Social economy desk")

# program, key, scope, Korean, English, value, unit, valid from, valid to, source, verified (read in a named text)
PARAMETERS = (
    ("business-development", "cap", "certified_se", "지원 한도(인증 사회적기업, 연)", "Cap per year (certified)", 100_000_000, "won", "2022-01-01", None, "언론 보도와 시 누리집 공고", True),
    ("business-development", "cap", "others", "지원 한도(예비·마을·자활·사회적협동조합, 연)", "Cap per year (others)", 50_000_000, "won", "2022-01-01", None, "언론 보도와 시 누리집 공고", True),
    ("business-development", "own-share", "support-1", "자부담 비율(1회 지원)", "Own share, first support", 10, "percent", "2022-01-01", None, "언론 보도와 시 누리집 공고", True),
    ("business-development", "own-share", "support-2", "자부담 비율(2회 지원)", "Own share, second support", 20, "percent", "2022-01-01", None, "언론 보도와 시 누리집 공고", True),
    ("business-development", "own-share", "support-3", "자부담 비율(3회 이상)", "Own share, third support and later", 30, "percent", "2022-01-01", None, "언론 보도와 시 누리집 공고", True),
    ("job-creation", "wage-share", "pre_se", "인건비 지원 비율(예비)", "Share of wages (preparatory)", 50, "percent", "2021-01-01", "2023-12-31", "언론 보도", True),
    ("job-creation", "wage-share", "certified_se", "인건비 지원 비율(인증)", "Share of wages (certified)", 40, "percent", "2021-01-01", "2023-12-31", "언론 보도", True),
    ("social-insurance", "per-person-month", "", "1인당 월 지원액", "Per person and month", 192_820, "won", "2022-01-01", "2022-12-31", "구·군 누리집 공고", True),
    ("social-insurance", "persons", "", "월 지원 인원 한도", "Persons per month", 50, "persons", "2017-01-01", None, "언론 보도", True),
    ("loans", "firm-rate", "", "기업 부담 금리", "Interest borne by the enterprise", 1.5, "percent", "2025-01-01", None, "2025년 언론 보도", True),
    ("loans", "city-rate", "", "시 지원 금리", "Interest borne by the city", 2, "percent", "2025-01-01", None, "2025년 언론 보도", True),
    ("loans", "cap", "", "대출 한도(기업당)", "Loan per enterprise", 40_000_000, "won", "2025-01-01", None, "2025년 언론 보도", True),
    ("bef", "cap", "launching", "지원 한도(론칭)", "Cap (Launching)", 10_000_000, "won", "2020-01-01", None, "언론 보도. 연도별로 달라질 수 있음", False),
    ("bef", "cap", "start-up", "지원 한도(스타트업)", "Cap (Start-up)", 20_000_000, "won", "2020-01-01", None, "언론 보도. 연도별로 달라질 수 있음", False),
    ("bef", "cap", "scale-up", "대출 한도(스케일업, 무이자)", "Loan (Scale-up, no interest)", 50_000_000, "won", "2020-01-01", None, "언론 보도. 연도별로 달라질 수 있음", False),
)  # fmt: skip

# program, state, since, Korean note, English note, source
STATES = (
    ("social-insurance", "closed", "2025-01-01", "국비 지원이 끝나 2025년부터 운영하지 않습니다.", "National money ended; not operating from 2025.", "2025년 언론 보도"),
    ("job-creation", "closed", "2024-01-01", "국비 인건비 지원이 끝났습니다.", "National wage support ended.", "2025년 언론 보도"),
    ("job-creation", "preparing", "2026-01-01", "2026년 국가 예산에 다시 반영되어 준비하고 있습니다(확인 필요).", "Back in the national budget of 2026; in preparation (to be confirmed).", "2026년 국가 예산 보도"),
    ("professional-staff", "closed", "2024-01-01", "국비 지원이 끝났습니다(확인 필요).", "National money ended (to be confirmed).", "2025년 언론 보도"),
)  # fmt: skip
