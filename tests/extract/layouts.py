# ruff: noqa: E501
"""Pages in the markup of the systems that Arabic news sites run on, written for the tests: the
article is ours, the frames are as those systems make them."""

from __future__ import annotations

import json

TITLE = "مجلس الوزراء يقر مشروع قانون جديد للاستثمار"
AUTHOR = "ليلى الحموي"
PARAGRAPHS = (
    "أقر مجلس الوزراء في جلسته الأسبوعية اليوم مشروع قانون جديد للاستثمار يهدف إلى تشجيع رؤوس الأموال الوطنية والأجنبية على العمل في البلاد.",
    "وقال رئيس المجلس إن المشروع يتضمن إعفاءات ضريبية تصل إلى 75 بالمئة للمشروعات الزراعية والصناعية في المناطق النائية، مع تبسيط إجراءات الترخيص.",
    "وأضاف أن الحكومة ستعرض المشروع على مجلس الشعب خلال الدورة المقبلة، مشيرا إلى أن اللجنة الاقتصادية ناقشت ملاحظات الغرف التجارية والصناعية.",
    "من جهته أوضح وزير الاقتصاد أن القانون الجديد سيخلق نحو 20 ألف فرصة عمل خلال ثلاث سنوات.",
)
_SECTIONS = ["الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات", "فيديو"]
_MENU = "".join(
    f'<li class="menu-item"><a href="/cat/{number}">{name}</a></li>'
    for number, name in enumerate(_SECTIONS)
)
_RELATED = "".join(
    f'<li><a href="/r/{n}">خبر آخر ذو عنوان طويل نسبيا رقم {n} من أخبار الموقع</a><span class="date">2{n} مارس 2019</span></li>'
    for n in range(6)
)
_BODY = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)


def wordpress() -> str:
    """WordPress: Open Graph tags by Yoast, sharing buttons and comments inside the article."""
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{TITLE} - صحيفة المدى</title>
<meta property="og:locale" content="ar_AR"/><meta property="og:type" content="article"/><meta property="og:title" content="{TITLE} - صحيفة المدى"/><meta property="og:site_name" content="صحيفة المدى"/>
<meta property="article:published_time" content="2018-04-04T08:15:00+00:00"/><meta property="article:modified_time" content="2018-04-06T08:15:00+00:00"/></head>
<body class="rtl single single-post"><header id="masthead"><nav><ul>{_MENU}</ul></nav></header>
<div id="content"><main><article id="post-123" class="post type-post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2018-04-04T08:15:00+00:00">4 أبريل، 2018</time></span> <span class="byline">بواسطة <span class="author vcard"><a class="url fn n" href="/author/laila/">{AUTHOR}</a></span></span></div></header>
<div class="entry-content">{_BODY}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3><ul><li><a>تويتر</a></li><li><a>فيس بوك</a></li></ul></div><div id="jp-relatedposts"><h3><em>مرتبط</em></h3></div></div>
<footer class="entry-footer"><span class="tags-links"><a rel="tag">الاستثمار</a></span></footer></article>
<div id="comments"><h2>اترك تعليقاً</h2><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p><ol class="comment-list"><li><p>تعليق من قارئ يقول إن القانون جيد جدا ويستحق الثناء والتقدير من الجميع بلا استثناء.</p></li></ol></div></main>
<aside id="secondary"><section class="widget"><h2>أحدث المقالات</h2><ul>{_RELATED}</ul></section></aside></div><footer><p>جميع الحقوق محفوظة © صحيفة المدى 2018</p></footer></body></html>"""


def drupal() -> str:
    """Drupal without metatags: author and date stand only in the node's own footer."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><meta name="Generator" content="Drupal 8"/><title>{TITLE} | وكالة الأنباء</title></head><body class="path-node page-node-type-article"><div class="region region-primary-menu"><ul class="menu">{_MENU}</ul></div>
<h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1><article role="article" class="node node--type-article"><footer class="node__meta"><div class="node__submitted">أرسله <span class="field field--name-uid"><span lang="" typeof="schema:Person" property="schema:name">{AUTHOR}</span></span> في <span class="field field--name-created">الأربعاء, 04/04/2018 - 10:15</span></div></footer>
<div class="node__content"><div class="clearfix text-formatted field field--name-body field__item">{_BODY}</div><div class="field field--name-field-tags"><div class="field__label">كلمات دلالية</div><a href="/t/1">استثمار</a></div></div></article><div class="views-element-container block"><h2>اقرأ أيضا</h2><ul>{_RELATED}</ul></div></body></html>"""


def joomla() -> str:
    """Joomla: microdata, the headline as h2."""
    return f"""<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar-aa" lang="ar-aa" dir="rtl"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><meta name="author" content="{AUTHOR}"/><meta name="generator" content="Joomla! - Open Source Content Management"/><title>{TITLE}</title></head><body><div class="moduletable"><ul class="nav menu">{_MENU}</ul></div>
<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{TITLE}</h2></div><dl class="article-info"><dt class="article-info-term">التفاصيل</dt><dd class="createdby" itemprop="author">كتب بواسطة: <span itemprop="name">{AUTHOR}</span></dd><dd class="category-name">المجموعة: <a>اقتصاد</a></dd><dd class="published">نشر بتاريخ: <time datetime="2018-04-04T10:15:00+03:00" itemprop="datePublished">04 نيسان/أبريل 2018</time></dd><dd class="hits">الزيارات: 1533</dd></dl><div itemprop="articleBody">{_BODY}</div><ul class="pager pagenav"><li><a>السابق</a></li><li><a>التالي</a></li></ul></div><div class="moduletable"><h3>الأكثر قراءة</h3><ul>{_RELATED}</ul></div></body></html>"""


def old_tables() -> str:
    """A classic ASP page: tables, fonts, ``<br><br>``, today's date in the site's head."""
    lines = "<br>\n<br>\n".join(PARAGRAPHS)
    sections = "<BR>".join(
        f"<A HREF=s.asp?id={n}>{name} وأخبارها اليومية</A>" for n, name in enumerate(_SECTIONS)
    )
    others = "<BR>".join(
        f"<A HREF=n.asp?id={n}>خبر آخر ذو عنوان طويل نسبيا رقم {n}</A>" for n in range(8)
    )
    return f"""<HTML dir=rtl><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1256"><TITLE>جريدة الثورة - {TITLE}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF topmargin=0>
<TABLE WIDTH=780 ALIGN=center CELLPADDING=0 CELLSPACING=0><TR><TD COLSPAN=2><IMG SRC=top.jpg></TD><TD>الاثنين 7 / 1 / 2019</TD></TR><TR><TD WIDTH=140 VALIGN=top BGCOLOR=#eeeeee>{sections}</TD>
<TD VALIGN=top><TABLE WIDTH=100%><TR><TD CLASS=title><FONT FACE="Simplified Arabic" SIZE=5 COLOR=navy><B>{TITLE}</B></FONT></TD></TR><TR><TD><FONT SIZE=2 COLOR=red>الأربعاء 4 / 4 / 2018</FONT></TD></TR><TR><TD ALIGN=justify><FONT FACE="Simplified Arabic" SIZE=4>{lines}</FONT></TD></TR></TABLE></TD><TD WIDTH=140>{others}</TD></TR><TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>جميع الحقوق محفوظة لمؤسسة الوحدة</FONT></TD></TR></TABLE></BODY></HTML>"""


def json_ld() -> str:
    """A page drawn by scripts: only JSON-LD says anything, the classes nothing."""
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "قناة الخليج"},
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2018-04-04T08:15:00Z",
                "dateModified": "2018-04-09T08:15:00Z",
                "author": [{"@type": "Person", "name": AUTHOR}],
                "publisher": {"@type": "Organization", "name": "قناة الخليج"},
                "mainEntityOfPage": "https://gulf.example/news/investment",
            },
        ],
    }
    lines = "".join(f'<div class="css-p">{one}</div>' for one in PARAGRAPHS)
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | قناة الخليج</title><script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script></head><body><div id="root"><div class="css-1x"><div class="css-nav">{_MENU}</div><div class="css-2y"><h1>{TITLE}</h1><div class="css-3">{lines}</div><div class="css-rel"><div>المزيد</div><ul>{_RELATED}</ul></div></div></div></div><script>window.__DATA__={json.dumps({"b": " ".join(PARAGRAPHS)})}</script></body></html>"""


def amp() -> str:
    """An AMP page by WordPress: the time it shows is relative."""
    return f"""<!doctype html><html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE}</title><script async src="https://cdn.ampproject.org/v0.js"></script><style amp-boilerplate>body{{visibility:hidden}}</style></head><body><amp-sidebar id="s" layout="nodisplay"><ul>{_MENU}</ul></amp-sidebar><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{TITLE}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">{AUTHOR}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2018-04-04T08:15:00+00:00">منذ 3 سنوات</time></div></header><amp-img src="a.jpg" width=600 height=400 layout="responsive"></amp-img><div class="amp-wp-article-content">{_BODY}<amp-ad width=300 height=250 type="doubleclick"></amp-ad></div></article><footer class="amp-wp-footer"><p>صحيفة المدى</p></footer></body></html>"""


def broadcaster() -> str:
    """A broadcaster's own system: no heading elements, the lead apart, a story inside the story."""
    return f"""<html dir="rtl"><head><meta charset="utf-8"><title>قناة الأخبار - {TITLE}</title><meta property="og:site_name" content="قناة الأخبار"><meta property="og:title" content="{TITLE}"></head><body><div class="date">07.01.2019 | 09:00</div><div class="heading">{TITLE}</div><div class="date">تاريخ النشر: 04.04.2018 | 10:15 GMT</div><div class="article-summary">{PARAGRAPHS[0]}</div><div class="article-text"><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p><div class="read-more">إقرأ المزيد <a href="/x">خبر ذو صلة بعنوان طويل يظهر داخل المقال نفسه</a></div><p>{PARAGRAPHS[3]}</p><p>المصدر: نوفوستي</p></div><div class="tags">تويتر فيسبوك</div></body></html>"""
