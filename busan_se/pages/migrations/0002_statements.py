"""The two statements that the footer links to. Staff edit them in the admin; what an operator must check says so."""

from django.db import migrations

PRIVACY_KO = """이 누리집은 시연용입니다. 실제로 운영하는 기관은 아래 내용을 확인하고 기관명, 보유 기간, 담당 부서를 고친 뒤 공개해야 합니다(확인 필요).

## 어떤 정보를 왜 처리합니까
- 회원: 이메일 주소, 이름, 전화번호. 로그인, 본인 확인, 알림에 씁니다.
- 기업 회원: 기업과의 관계(소유자, 관리자, 조회자). 신청 권한을 확인하는 데 씁니다.
- 지원사업 신청: 신청서에 적은 내용과 올린 파일. 자격 확인, 심사, 결과 안내에 씁니다.
- 접속 기록: 개인정보를 조회하거나 내려받은 사람과 시각, 접속지, 이유. 오남용을 막는 데 씁니다.

주민등록번호는 받지 않습니다.

## 얼마나 보관합니까
- 회원 정보: 탈퇴할 때까지. 오래 쓰지 않은 계정은 알린 뒤 지웁니다.
- 신청과 그 결과: 해당 사업의 기록 보존 기간까지(확인 필요).
- 접속 기록: 2년.

## 누구에게 제공합니까
동의 없이 다른 곳에 제공하지 않습니다. 공고에 따라 구·군이나 수탁 기관에 제공해야 하면 신청할 때 따로 동의를 받습니다.

## 어떤 권리가 있습니까
- 내 정보를 보고 고치거나 지워 달라고 요구할 수 있습니다.
- 동의는 언제든지 거둘 수 있습니다. 필수 동의를 거두면 해당 서비스를 이용할 수 없습니다.
- 화면 아래의 상담 전화로 요청할 수 있습니다.

## 쿠키
로그인하지 않은 방문자에게는 쿠키를 쓰지 않습니다. 로그인하면 로그인 상태와 위조 방지를 위한 쿠키만 씁니다. 글자 크기와 색 설정은 이용하는 기기에만 저장됩니다."""

PRIVACY_EN = """This is a demonstration. Whoever runs it in earnest has to check this text and fill in the name of the body, the retention periods and the department in charge.

## What is processed, and why
- Members: e-mail address, name, telephone number, for signing in, identification and messages.
- Members of enterprises: their role (owner, manager, viewer), to check who may apply.
- Applications: what is entered and uploaded, to check eligibility, review and tell the result.
- Access log: who looked at or downloaded personal data, when, from where and why, to prevent misuse.

Resident registration numbers are not taken.

## How long it is kept
- Member data: until you close the account. Accounts not used for long are deleted after a notice.
- Applications and results: as long as the records of the program must be kept (to be checked).
- Access log: two years.

## Who receives it
Nobody without your consent. Where a call needs districts or a trustee to see an application, you are asked separately when you apply.

## Your rights
- You may see, correct and delete your data.
- You may withdraw a consent at any time. Without a required one the service in question can't be used.
- Call the help desk named at the bottom of every page.

## Cookies
Visitors who are not signed in get none. Signing in sets one for the session and one against forged requests. Text size and colours are stored on your device only."""

ACCESSIBILITY_KO = """누구나 어떤 기기로든 이 누리집을 쓸 수 있게 만듭니다. 한국형 웹 콘텐츠 접근성 지침(KWCAG) 2.2와 WCAG 2.2 AA를 목표로 합니다.

## 지키는 것
- 모든 기능을 키보드만으로 쓸 수 있고, 초점의 위치가 보입니다.
- 자바스크립트가 없어도 모든 화면을 쓸 수 있습니다.
- 지도와 그래프에는 같은 내용의 목록이나 표가 있습니다.
- 글자를 크게 하거나 고대비로 바꿀 수 있습니다(화면 설정). 400%로 확대해도 옆으로 밀어 볼 필요가 없습니다.
- 입력에 오류가 있으면 무엇을 어떻게 고칠지 알려 드립니다.

## 확인하는 방법
공개된 모든 화면과 입력 서식을 자동 검사 도구(axe-core)로 넓은 화면과 휴대전화 크기에서 검사하며, 오류가 하나라도 있으면 배포하지 않습니다. 장애가 있는 이용자와 전문가의 평가는 아직 받지 않았습니다.

## 아직 부족한 것
- 이용자가 올린 첨부 파일은 접근성을 보장하지 못합니다. 필요하면 상담 전화로 요청하시면 내용을 알려 드립니다.
- 영어 화면의 일부 내용은 한국어로만 있습니다.

## 불편을 알려 주세요
화면 아래의 상담 전화로 알려 주시면 고치겠습니다."""

ACCESSIBILITY_EN = """Everybody should be able to use this site on any device. The aim is the Korean guideline KWCAG 2.2 and WCAG 2.2 AA.

## What is kept
- Everything works with the keyboard alone, and the focus can be seen.
- Every page works without JavaScript.
- Maps and charts come with a list or table of the same figures.
- Text can be enlarged and colours switched to high contrast (Display). At 400% no page scrolls sideways.
- A form with a problem says what to mend and how.

## How it is checked
All public pages and forms are tested with axe-core at desktop and phone size, and nothing is released with a violation. Users with disabilities and experts have not assessed the site yet.

## What is missing
- Files uploaded by users may not be accessible. Call the help desk and we tell you what they say.
- Some contents of the English pages exist in Korean only.

## Tell us
Call the help desk named at the bottom of every page, and we will mend it."""

PAGES = (
    ("privacy", "개인정보처리방침", "Privacy", PRIVACY_KO, PRIVACY_EN),
    ("accessibility", "접근성 안내", "Accessibility", ACCESSIBILITY_KO, ACCESSIBILITY_EN),
)


def plant(apps, schema_editor):
    page = apps.get_model("pages", "Page")
    for slug, title_ko, title_en, body_ko, body_en in PAGES:
        texts = {"title_ko": title_ko, "title_en": title_en, "body_ko": body_ko, "body_en": body_en}
        page.objects.get_or_create(slug=slug, defaults=texts)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
