import pytest

from boilerclf.features.both.keywords import FAMILY
from boilerclf.features.lists.phrases import KEYWORD_GROUPS

PHRASES = {
    "English": {
        "consent": "accept all", "sharing": "join us", "navigation": "skip to",
        "legal": "copyright", "subscription": "newsletter", "comments": "leave a",
        "related": "see also", "byline": "filed under", "date": "Thursday",
        "commerce": "buy now",
    },
    "German": {
        "consent": "Einwilligung", "sharing": "Teilen", "navigation": "Startseite",
        "legal": "Impressum", "subscription": "abonnieren", "comments": "Kommentare",
        "related": "meistgelesen", "byline": "veröffentlicht", "date": "Donnerstag",
        "commerce": "Warenkorb",
    },
    "French": {
        "consent": "paramétrer", "sharing": "partager", "navigation": "connexion",
        "legal": "mentions légales", "subscription": "adresse email", "comments": "répondre",
        "related": "lire aussi", "byline": "publié", "date": "février", "commerce": "panier",
    },
    "Spanish": {
        "consent": "consentimiento", "sharing": "síguenos", "navigation": "iniciar sesión",
        "legal": "aviso legal", "subscription": "boletín", "comments": "comentarios",
        "related": "últimas noticias", "byline": "actualizado", "date": "miércoles",
        "commerce": "carrito",
    },
    "Polish": {
        "consent": "ciasteczka", "sharing": "udostępnij", "navigation": "strona główna",
        "legal": "prawa zastrzeżone", "subscription": "zapisz się", "comments": "odpowiedz",
        "related": "zobacz także", "byline": "opublikowano", "date": "września",
        "commerce": "koszyk",
    },
    "Russian": {
        "consent": "согласие", "sharing": "поделиться", "navigation": "главная",
        "legal": "права защищены", "subscription": "подписаться", "comments": "комментарии",
        "related": "читайте также", "byline": "опубликовано", "date": "ноября",
        "commerce": "корзина",
    },
    "Greek": {
        "consent": "συγκατάθεση", "sharing": "εκτύπωση", "navigation": "αναζήτηση",
        "legal": "απορρήτου", "subscription": "εγγραφείτε", "comments": "σχόλια",
        "related": "δημοφιλή", "byline": "πηγή", "date": "Δευτέρα", "commerce": "καλάθι",
    },
    "Turkish": {
        "consent": "çerezler", "sharing": "paylaş", "navigation": "anasayfa", "legal": "gizlilik",
        "subscription": "abone ol", "comments": "yorumlar", "related": "ilgili haberler",
        "byline": "kaynak", "date": "perşembe", "commerce": "sepete ekle",
    },
    "Arabic": {
        "consent": "الكوكيز", "sharing": "مشاركة", "navigation": "الرئيسية",
        "legal": "سياسة الخصوصية", "subscription": "اشترك", "comments": "تعليقات",
        "related": "ذات صلة", "byline": "المصدر", "date": "أكتوبر", "commerce": "السلة",
    },
    "Chinese": {
        "consent": "接受", "sharing": "分享", "navigation": "首页", "legal": "版权",
        "subscription": "订阅", "comments": "评论", "related": "推荐", "byline": "来源",
        "date": "星期", "commerce": "购物",
    },
    "Japanese": {
        "consent": "同意", "sharing": "印刷", "navigation": "検索", "legal": "著作",
        "subscription": "購読", "comments": "返信", "related": "関連", "byline": "掲載",
        "date": "曜日", "commerce": "送料",
    },
    "Korean": {
        "consent": "쿠키", "sharing": "공유", "navigation": "메뉴", "legal": "이용약관",
        "subscription": "구독", "comments": "댓글", "related": "관련기사", "byline": "기자",
        "date": "1월", "commerce": "장바구니",
    },
    "Vietnamese": {
        "consent": "chấp nhận", "sharing": "chia sẻ", "navigation": "trang chủ",
        "legal": "bản quyền", "subscription": "nhận tin", "comments": "bình luận",
        "related": "tin liên", "byline": "tác giả", "date": "tháng 1", "commerce": "giỏ hàng",
    },
    "Hindi": {
        "consent": "कुकीज़", "sharing": "शेयर करें", "navigation": "होम",
        "legal": "सर्वाधिकार सुरक्षित", "subscription": "सब्सक्राइब", "comments": "टिप्पणियाँ",
        "related": "भी पढ़ें", "byline": "संवाददाता", "date": "जनवरी", "commerce": "अभी खरीदें",
    },
    "Hebrew": {
        "consent": "עוגיות", "sharing": "שתף", "navigation": "דף הבית", "legal": "כל הזכויות",
        "subscription": "ניוזלטר", "comments": "תגובות", "related": "כתבות נוספות",
        "byline": "מאת", "date": "ינואר", "commerce": "הוסף לסל",
    },
    "Ukrainian": {
        "consent": "прийняти все", "sharing": "поділитися", "navigation": "головна",
        "legal": "всі права", "subscription": "підписатися", "comments": "коментар",
        "related": "читайте також", "byline": "опубліковано", "date": "січня",
        "commerce": "до кошика",
    },
    "Thai": {
        "consent": "คุกกี้", "sharing": "แชร์", "navigation": "หน้าแรก",
        "legal": "นโยบายความเป็นส่วนตัว", "subscription": "จดหมายข่าว",
        "comments": "ความคิดเห็น", "related": "ข่าวที่เกี่ยวข้อง", "byline": "โดย",
        "date": "มกราคม", "commerce": "ตะกร้าสินค้า",
    },
    "Persian": {
        "consent": "پذیرش همه", "sharing": "اشتراک گذاری", "navigation": "صفحه اصلی",
        "legal": "کلیه حقوق", "subscription": "خبرنامه", "comments": "نظرات",
        "related": "مطالب مرتبط", "byline": "نویسنده", "date": "فروردین", "commerce": "سبد خرید",
    },
}  # fmt: skip


def groups_of(view):
    counts = dict(zip(KEYWORD_GROUPS, view.keyword_counts.tolist(), strict=True))
    return {group: found for group, found in counts.items() if any(found)}


def test_every_language_has_a_case_for_every_group():
    assert len(PHRASES) >= 18
    assert all(set(phrases) == set(KEYWORD_GROUPS) for phrases in PHRASES.values())


@pytest.mark.parametrize(
    ("language", "group"),
    [(language, group) for language in PHRASES for group in PHRASES[language]],
)
def test_keyword_of_a_group(language, group, view_of):
    phrase = PHRASES[language][group]
    assert groups_of(view_of(phrase)) == {group: [1]}
    assert groups_of(view_of(f"xx {phrase.upper()} xx")) == {group: [1]}


def test_lines_have_the_keywords_of_fewer_languages(lines_of, view_of):
    assert groups_of(lines_of("Warenkorb", "장바구니")) == {"commerce": [1, 0]}
    assert groups_of(view_of("Warenkorb", "장바구니")) == {"commerce": [1, 1]}


def test_words_inside_words_are_not_found(view_of):
    assert groups_of(view_of("marshmallow homestead shared-ness cookiecutter")) == {}


def test_a_phrase_does_not_go_on_in_the_next_block(view_of):
    assert groups_of(view_of("accept", "all")) == {}


def test_a_phrase_of_two_groups_counts_in_the_first(view_of):
    assert groups_of(view_of("Sign up")) == {"navigation": [1]}


def test_a_page_without_blocks_has_no_rows(view_of, values_of):
    assert values_of(FAMILY, view_of()).shape == (0, 9)


def test_keywords_that_speak_for_noise_are_counted_together(view_of, named):
    found = named(FAMILY, view_of("Accept all newsletter on Thursday", "buy now"))
    assert found["n_consent_keywords"] == [1, 0]
    assert found["n_commerce_keywords"] == [0, 1]
    assert found["n_noise_keywords"] == [2, 0]
    assert found["noise_share"] == pytest.approx([0.4, 0])
