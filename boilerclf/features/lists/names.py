"""What class, id and role names say of an element, by group.

An entry is a word as `boilerclf.features.html.names` cuts it out of a name, in lower case; ``*``
stands for any letters, as frameworks glue words together. Written for this project; the idea of
words that speak for and against an element is Readability's (Arc90, then Mozilla).
"""

from __future__ import annotations

from typing import Final

NAME_WORDS: Final[dict[str, str]] = {
    "comment": """comment* *comment livefyre* commentlist disqus reply replies respond discussion
        kommentar* comentario comentarios comentar commentaire commentaires commenti commento
        reactie reacties reageer komentarz komentarze komentar komentare kommentti kommentit
        yorum yorumlar hozzaszolas hozzaszolasok komentari kommentarii otzyvy""",
    "share": """share* *share social* *social sharing facebook twitter addthis sharedaddy pinterest
        linkedin whatsapp""",
    "navigation": """nav *nav navi* navbar menu* *menu submenu menubar breadcrumb* pagin* pager
        paging sitemap megamenu skip tab tabs toolbar""",
    "footer": "footer* *footer foot colophon copyright* legal contentinfo bottom",
    "header": "header* *header masthead* topbar logo branding head banner top",
    "side": "sidebar* *sidebar widget* *widget aside side complementary rail sidenav left right",
    "related": """relate* *related recommend* popular* trend* similar* latest recent suggested
        suggestions readmore outbrain taboola upsell also more most""",
    "advertisement": "ad ads adv advert* sponsor* promo* *promo adsense dfp gpt banner banners",
    "form": """form *form search* *search login* newsletter* subscri* signin signup register input
        field fields checkout cart basket wishlist account""",
    "overlay": """modal* *modal popup* *popup overlay* cookie* consent* dialog gdpr drawer offcanvas
        lightbox tooltip toast alert notice popover flyout""",
    "byline": """author* *author byline* date *date pubdate* meta time published updated posted
        timestamp vcard avatar bio credit credits""",
    "tags": "tag tags* *tags taxonom* categor* keyword keywords topic topics label labels",
    "unseen": "hidden* *hidden screen* visually* sr reader invisible hide noprint print focusable",
    "content": """content* *content text* *text main* *body body prose rich rte markdown wysiwyg
        editor copy paragraph txt""",
    "article": """article* *article story* *story entry* *entry post *post blogpost* artikel* hentry
        singular single node news blog publish publication articulo noticia postbody""",
    "title": "title* *title headline* *headline *heading heading titre titulo subhead kicker",
    "list": """list *list lists item items card* *listing listing* teaser* *teaser carousel* slide*
        grid tile tiles row rows collection collections result results feed loop archive swiper""",
    "product": """product* *product price* *price pricing buy sku variant variants shop offer offers
        deal deals woocommerce availability""",
    "thread": """thread* message* *message question* answer* forum* topic quote quotes faq postbit
        bbcode conversation signature""",
    "media": """caption* *caption gallery* photo* image* *image video* figure img picture media
        thumb thumbnail player""",
    "manual": """docs* highlight* accordion* code documentation toc syntax snippet pre api reference
        manual collapse""",
    "review": "review* rating* testimon* star stars",
}
