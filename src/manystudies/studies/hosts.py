"""Which web addresses are those of scholarly articles, and not of news, shops or other pages of the site."""

import re

_HOSTS = re.compile(
    r"(?:^|//|\.)(?:doi\.org|ncbi\.nlm\.nih\.gov|pubmed\.\w+|europepmc\.org|sciencedirect\.com|springer\.com|springeropen\.com|biomedcentral\.com|wiley\.com|nature\.com|jamanetwork\.com|nejm\.org|bmj\.com"
    r"|thelancet\.com|tandfonline\.com|mdpi\.com|frontiersin\.org|plos\.org|oup\.com|cambridge\.org|karger\.com|sagepub\.com|lww\.com|ahajournals\.org|liebertpub\.com|hindawi\.com|dovepress\.com"
    r"|science\.org|cell\.com|pnas\.org|medrxiv\.org|biorxiv\.org|arxiv\.org|researchsquare\.com|preprints\.org|ssrn\.com|clinicaltrials\.gov|cochranelibrary\.com|jstage\.jst\.go\.jp|scielo\.\w+"
    r"|researchgate\.net|acpjournals\.org|rsna\.org|asm\.org|acs\.org|rsc\.org|aacrjournals\.org|diabetesjournals\.org|physiology\.org|nutrition\.org|degruyter\.com|thieme(?:-connect)?\.\w+|elifesciences\.org"
    r"|jci\.org|f1000research\.com|cureus\.com|neurology\.org|aasm\.org|jcsm\.\w+|atsjournals\.org|ersjournals\.com|asnjournals\.org|ajkd\.org|kidney-international\.org|jpeds\.com|jacionline\.org|spandidos-publications\.com"
    r"|wjgnet\.com|medsci\.org|termedia\.pl|peerj\.com|royalsocietypublishing\.org|annualreviews\.org|gastrojournal\.org|ajog\.org|fertstert\.org|jneurosci\.org|eurekaselect\.com|bmjopen\.\w+)(?:[/:?]|$)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:/fullarticle/|/article-abstract/|/article/|/articles/|/doi/|/pii/|/abstract/|/full/|/content/)\S*\d", re.IGNORECASE
)


def is_scholarly(url: str) -> bool:
    """Whether an address lies at a publisher, a register or an index of studies."""
    return _HOSTS.search(url[:200]) is not None


def names_article(url: str) -> bool:
    """Whether an address at a publisher names one article, though it may show no identifier."""
    return is_scholarly(url) and _ARTICLES.search(url[:400]) is not None
