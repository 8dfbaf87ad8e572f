"""Web addresses of articles: when two of them lead to the same page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlsplit

# What campaigns, social networks and newsletters add to an address to know where a reader comes
# from; the page is the same without it. From the documentation of Google Analytics and Ads,
# Meta, Microsoft, Mailchimp, HubSpot, Matomo, Yandex and others.
_TRACKING = re.compile(
    r"utm_\w+|ga_\w+|_ga|_gl|gad_source|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|fb_\w+|igshid|igsh"
    r"|msclkid|twclid|ttclid|yclid|ysclid|_openstat|mc_[ce]id|mkt_tok|vero_\w+|oly_\w+_id"
    r"|_hs(?:enc|mi)|hs(?:ctatracking|mi|enc)|__hs\w+|(?:mtm|pk|piwik)_\w+|s_cid|cmpid|ncid|ocid"
    r"|at_(?:medium|campaign|custom\d)|spm|ref_src|ref_url|share|shared|feature|amp|outputtype"
)
_HOST = re.compile(r"(?:www\d?|m|mobile|amp|touch)\.(?=[^.]+\.)")
_KEPT = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/|https?://via\.hypothes\.is/")
_AMP = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/amp/s/")


def same_page(address: str) -> str:
    """Return what addresses of one page share: without the scheme, ``www.`` and ``m.``, the
    fragment, what only says where the reader came from, and the final slash; parameters in one
    order, escapes read. The copy of a page that the Internet Archive or Hypothesis shows is the
    page. Text that is no address is given back as it is, trimmed."""
    address = _AMP.sub("https://", _KEPT.sub("", address.strip()))
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
        host = parts.hostname or ""
    except ValueError:
        return address
    try:
        host = host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        pass
    host = _HOST.sub("", host.rstrip("."), count=1)
    path = re.sub(r"/{2,}", "/", unquote(parts.path))
    path = re.sub(r"(?:/amp)?/?$|/(?:index|default)\.(?:html?|php|aspx?)$", "", path)
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name.lower())
    )
    query = "&".join(f"{name}={value}" if value else name for name, value in asked)
    return unicodedata.normalize("NFC", f"{host}{port}{path}" + (f"?{query}" if query else ""))
