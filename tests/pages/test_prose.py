"""Statements are plain text: only headings, lists, paragraphs and addresses become markup."""

from busan_se.pages.prose import as_html


def test_headings_lists_and_paragraphs():
    html = as_html("## 제목\n- 하나\n- 둘\n\n글 한 줄\n다음 줄")
    assert html == "<h2>제목</h2><ul><li>하나</li><li>둘</li></ul><p>글 한 줄<br>다음 줄</p>"


def test_markup_is_escaped():
    assert as_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_heading_is_escaped():
    assert as_html("## <b>") == "<h2>&lt;b&gt;</h2>"


def test_address_becomes_a_link():
    assert 'href="https://example.com"' in as_html("https://example.com 참고")


def test_windows_line_ends():
    assert as_html("가\r\n\r\n나") == "<p>가</p><p>나</p>"
