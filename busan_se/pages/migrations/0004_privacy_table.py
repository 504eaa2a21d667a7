"""The table of personal data now stands below the text: what said the same by hand goes, unless staff changed it."""

from django.db import migrations

OLD_KO = """- 회원: 이메일 주소, 이름, 전화번호. 로그인, 본인 확인, 알림에 씁니다.
- 기업 회원: 기업과의 관계(소유자, 관리자, 조회자). 신청 권한을 확인하는 데 씁니다.
- 지원사업 신청: 신청서에 적은 내용과 올린 파일. 자격 확인, 심사, 결과 안내에 씁니다.
- 접속 기록: 개인정보를 조회하거나 내려받은 사람과 시각, 접속지, 이유. 오남용을 막는 데 씁니다.

주민등록번호는 받지 않습니다.

## 얼마나 보관합니까
- 회원 정보: 탈퇴할 때까지. 오래 쓰지 않은 계정은 알린 뒤 지웁니다.
- 신청과 그 결과: 해당 사업의 기록 보존 기간까지(확인 필요).
- 접속 기록: 2년.
"""
NEW_KO = """항목, 목적, 근거, 보유 기간은 아래 표에 있습니다. 보유 기간이 지나면 매일 새벽에 지웁니다. 오래 쓰지 않은 계정은 알린 뒤 지웁니다.

주민등록번호는 받지 않습니다.
"""
OLD_EN = """- Members: e-mail address, name, telephone number, for signing in, identification and messages.
- Members of enterprises: their role (owner, manager, viewer), to check who may apply.
- Applications: what is entered and uploaded, to check eligibility, review and tell the result.
- Access log: who looked at or downloaded personal data, when, from where and why, to prevent misuse.

Resident registration numbers are not taken.

## How long it is kept
- Member data: until you close the account. Accounts not used for long are deleted after a notice.
- Applications and results: as long as the records of the program must be kept (to be checked).
- Access log: two years.
"""
NEW_EN = """The table below says which items, what for, on what basis and how long. What is over is deleted every night. Accounts not used for long are deleted after a notice.

Resident registration numbers are not taken.
"""
RIGHTS = {
    "body_ko": (
        "- 화면 아래의 상담 전화로 요청할 수 있습니다.",
        "- 로그인한 뒤 '내 정보'에서 내려받고 탈퇴할 수 있습니다. 화면 아래의 상담 전화로도 요청할 수 있습니다.",
    ),
    "body_en": (
        "- Call the help desk named at the bottom of every page.",
        "- Sign in and open 'My data' to download it or to close the account, or call the help desk named at the bottom of every page.",
    ),
}


def rewrite(apps, schema_editor):
    for page in apps.get_model("pages", "Page").objects.filter(slug="privacy"):
        page.body_ko = page.body_ko.replace(OLD_KO, NEW_KO).replace(*RIGHTS["body_ko"])
        page.body_en = page.body_en.replace(OLD_EN, NEW_EN).replace(*RIGHTS["body_en"])
        page.save()


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_desk")]
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
