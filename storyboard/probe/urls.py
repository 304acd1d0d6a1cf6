"""Which https URLs a provider can fetch: a public name, the usual port, no user in it. Nothing is fetched."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit

from storyboard.model.media import Inspected, Problem
from storyboard.model.story import File
from storyboard.probe.bounds import BOUNDS
from storyboard.probe.formats import FORMATS
from storyboard.probe.words import listed, shown

if TYPE_CHECKING:
    from storyboard.model.media import Use

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_PRINTABLE = re.compile(r"[!-~]+")
# Names that only answer inside a house, an office or one machine (RFC 6761, 6762, 8375; ICANN's `.internal`).
_PRIVATE = ("local", "localhost", "localdomain", "internal", "lan", "home.arpa")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HELP = "put the file into the project, or use an https:// URL on a public host"


def inspect_url(url: str, use: Use) -> Inspected:
    """Judge a URL by its text alone; a good one comes with a note that nobody looked at the file."""
    problem = _refused(url)
    if problem is not None:
        return Inspected(None, (problem,))
    url = "https" + url[len("https") :]  # the scheme may be in capitals
    suffix = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    digest = hashlib.sha256(f"url:{url}".encode()).hexdigest()
    file = File(url, digest, suffix if _SUFFIX.fullmatch(suffix) else "")
    return Inspected(file, (_unseen(url, use),))


def _unseen(url: str, use: Use) -> Problem:
    """Say that only the provider will see what the URL gives."""
    bounds = BOUNDS[use]
    message = f"{_told(url)} cannot be checked from here"
    kinds = listed(tuple(FORMATS[key].name for key in bounds.formats))
    return Problem(
        "SB0413", "note", message, f"make sure that everybody may fetch it, and that it is {kinds}"
    )


def _told(url: str) -> str:
    """Quote a URL without its user and query, which may hold secrets."""
    front, _, rest = url.partition("://")
    place = re.split(r"[?#]", rest, maxsplit=1)[0]
    host, slash, path = place.partition("/")
    return shown(
        f"{front}://{host.rpartition('@')[2]}{slash}{path}" if rest else f"{url.partition(':')[0]}:…"
    )


def _problem(url: str, why: str, help_: str = _HELP) -> Problem:
    return Problem("SB0403", "error", f"{_told(url)} {why}", help_)


def _refused(url: str) -> Problem | None:
    """Give the first reason why a URL may not be used."""
    scheme = url.partition(":")[0].lower()
    if scheme == "http":
        return _problem(
            url, "is not encrypted: providers fetch references over https only", "write https://, or " + _HELP
        )
    if scheme != "https":
        return _problem(
            url, f"is a `{scheme}:` address; only https:// URLs and paths in the project can be used"
        )
    if not url[len(scheme) :].startswith("://"):
        return _problem(url, "lacks the two slashes after `https:`")
    if not _PRINTABLE.fullmatch(url) or "\\" in url:
        encoded = shown(quote(_path(url), safe="/%"))
        return _problem(url, "holds a character that a URL cannot have", f"write its path as {encoded}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _problem(url, "is not a URL", "check its host and port")
    if "@" in parts.netloc:
        return _problem(
            url,
            "holds a user name: whoever reads the storyboard could use it",
            "remove what stands before the `@`",
        )
    if port not in (None, 443):
        return _problem(url, f"uses port {port}; providers fetch from port 443 only", "remove the port")
    return _private(url, parts)


def _path(url: str) -> str:
    """Give the path of a URL that `urlsplit` may refuse."""
    place = re.split(r"[?#]", url.partition("://")[2], maxsplit=1)[0]
    return "/" + place.partition("/")[2].encode("utf-8", "replace").decode()


def _private(url: str, parts: SplitResult) -> Problem | None:
    """Refuse a host that only answers from inside, or that hides what it is."""
    host = (parts.hostname or "").removesuffix(".")
    if ":" in host or parts.netloc.startswith("["):
        return None if _public(host) else _problem(url, "is an address that no provider can reach")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # Resolvers also read 2130706433, 0177.0.0.1 and 0x7f.1 as addresses; nobody writes a public one so.
        if _is_address(host):
            return None if _public(host) else _problem(url, "is an address that no provider can reach")
        return _problem(url, "has a number for a host that is no plain IP address")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return _problem(url, "has no proper host name")
    if len(labels) == 1 or any(f".{host}".endswith(f".{name}") for name in _PRIVATE):
        return _problem(url, "is on a host that only your own network knows; no provider can reach it")
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _public(text: str) -> bool:
    """Say whether an IP address, and every older one wrapped inside it, belongs to the public internet."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = [each for each in wrapped if each is not None]
        if inner:
            return all(_public(str(each)) for each in inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
