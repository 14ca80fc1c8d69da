"""What can go wrong before the course runs, each with the sentence for the person at the keyboard.

Standard library only: course_setup.py uses it before anything is installed.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
AGAIN = "python3 course.py setup --again"
CERTIFICATES = (
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "PIP_PROXY")


class TroubleError(Exception):
    """Something the person at the keyboard can fix; the message says how, in plain words."""


# What venv and pip print when they fail, and what the person at the keyboard can do. First match wins.
NO_ANSWER = """The network did not answer. The course needs it this once, to install; later it runs without.
Connect to the internet, then start again.{through}{chosen}"""
TROUBLES = (
    (
        ("[Errno 28]", "[Errno 122]", "[WinError 112]", "No space left", "Disk quota"),
        "The disk is full. Free about 1 GB, then start again.",
    ),
    (
        (
            "[Errno 12]",
            "MemoryError",
            "Cannot allocate memory",
            "[WinError 1455]",
            "[WinError 1450]",
            "start new thread",
            "Resource temporarily unavailable",
        ),
        "The computer is out of memory. Close other programs, then start again.",
    ),
    (
        ("[Errno 24]", "[Errno 23]", "Too many open files"),
        "This computer lets the course open too few files at once. Start it in a new window. If that does not\n"
        "help, ask whoever looks after the computer to raise the limit (ulimit -n).",
    ),
    (
        ("[WinError 32]", "[WinError 33]", "[Errno 16]", "[Errno 26]"),
        "The course is still open somewhere. Close all its windows, then start again.",
    ),
    (
        ("[WinError 225]", "[WinError 226]", "[WinError 1260]", "[WinError 4551]"),
        "The virus protection of this computer stopped a file of the course. Ask whoever looks after the\n"
        "computer to allow this folder: {root}\nThen start again.",
    ),
    (
        ("No usable temporary directory",),
        "There is no folder for temporary files. Free some space on the disk, or let the variable TMPDIR\n"
        "(on Windows TEMP) name a folder that you can write to. Then start again.",
    ),
    (
        ("failed to map segment", "noexec"),
        "No program may run from this folder: {root}\n"
        "Copy the whole course to a folder of your own, such as Documents, and start it there.",
    ),
    (
        (
            *("Input/output error", "I/O error", "Stale file handle", "Stale NFS", "Structure needs cleaning"),
            *("Transport endpoint", "Host is down", "Operation not supported", "Function not implemented"),
            *("[WinError 19]", "[WinError 21]", "[WinError 53]", "[WinError 59]", "[WinError 64]"),
            *("[WinError 433]", "[WinError 1314]", "[WinError 1392]"),
            *("[Errno 22]", "[Errno 27]", "[Errno 71]", "[Errno 84]", "[Errno 92]"),
        ),
        "The drive with this folder does not answer, or cannot hold what the setup makes: {root}\n"
        "Check that it is connected. If it is, copy the whole course to a folder on the computer's own disk,\n"
        "such as Documents, and start it there.",
    ),
    (
        ("[WinError 5]",),
        "The course may not write to {place}\n"
        "If the course is still open somewhere, close all its windows, then start again. If it is not, copy\n"
        "the whole course to a folder of your own, such as Documents, and start it there.",
    ),
    (
        ("[Errno 1]", "[Errno 13]", "[Errno 30]", "Permission denied", "Operation not permitted"),
        "The course may not write to this folder: {place}\n"
        "Copy the whole course to a folder of your own, such as Documents, and start it there.",
    ),
    (
        ("No module named ensurepip", "ensurepip is disabled", "ensurepip is not available", "named venv"),
        "A part of Python is missing. On Debian and Ubuntu, install it with\n"
        "  sudo apt install python3-venv\n"
        "and elsewhere install Python from python.org. Then start again.",
    ),
    (
        ("Long Path", "[WinError 206]"),
        "The name of this folder is too long for Windows: {root}\n"
        "Move the course to a shorter one, such as C:\\course, and start it there.",
    ),
    (
        ("[Errno 36]", "[Errno 63]", "ame too long"),
        "The name of this folder is too long: {root}\n"
        "Move the course to a folder with a shorter name, and start it there.",
    ),
    (
        ("DO NOT MATCH THE HASHES", "BadZipFile", "not a zip file"),
        "A file was damaged or changed on its way here, so it was not used.\n"
        "Start again; if that does not help, use another network.",
    ),
    (
        ("Missing dependencies for SOCKS support", "Not supported proxy scheme socks"),
        "The network goes through a SOCKS proxy, which the setup cannot use: {proxy}\n"
        "Ask whoever looks after the network for an HTTP proxy and let HTTPS_PROXY name it, or use another\n"
        "network. The course needs it only this once.",
    ),
    (
        ("failed: 407", "HTTP error 407", "407 Proxy Auth", "407 Client Error", '" 407 '),
        "The proxy of this network wants a name and a password: {proxy}\n"
        "Ask whoever looks after the network for them, and let the variable HTTPS_PROXY name the proxy with\n"
        "both, such as http://name:password@proxy.example:8080. Or use another network. Then start again.",
    ),
    (
        ("Tunnel connection failed",),
        "The proxy of this network does not let the setup through: {proxy}\n"
        "Ask whoever looks after the network to allow pypi.org and files.pythonhosted.org, or use another\n"
        "network. Then start again.",
    ),
    (
        (
            "ProxyError",
            "Cannot connect to proxy",
            "Failed to parse",
            "Proxy URL",
            "proxy URL",
            "ProxySchemeUnknown",
        ),
        "The proxy of this network cannot be reached: {proxy}\n"
        "If it is no longer right, remove it; else ask whoever looks after the network. Then start again.",
    ),
    (
        ("TLS CA certificate bundle", "the TLS certificate file", "course: a certificate file is gone"),
        "The file with the certificates of this network is not there: {certificates}\n"
        "Remove that setting, or ask whoever looks after the computer for the file. Then start again.",
    ),
    (
        ("NO_CERTIFICATE_OR_CRL_FOUND", "[X509", "PEM lib"),
        "The file with the certificates of this network cannot be read: {certificates}\n"
        "Remove that setting, or ask whoever looks after the computer for a new file. Then start again.",
    ),
    (
        ("certificate has expired", "certificate is not yet valid"),
        "By the clock of this computer, the certificate of the network is out of date.\n"
        "Set date and time of the computer right, then start again. If they are right, use another network.",
    ),
    (
        (
            *("WRONG_VERSION_NUMBER", "UNEXPECTED_EOF", "record layer failure", "HANDSHAKE_FAILURE", "_ALERT"),
            *("KEY_TOO_SMALL", "UNSUPPORTED_PROTOCOL", "LEGACY_RENEGOTIATION", "SSLZeroReturn"),
        ),
        "The network breaks off the secure connection to {index}.\n"
        "A firewall may be in the way. Ask whoever looks after the network, or use another one. Then start\n"
        "again.{chosen}",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "confirming the ssl certificate", "SSLError", "SSLCertVerification"),
        "The network shows a certificate that this computer does not know, as some offices' networks do.\n"
        "If the network has a sign-in page, open any page in your browser and sign in. Else ask whoever looks\n"
        "after the network for its certificate file, and let the variable PIP_CERT name that file. Or use\n"
        "another network. Then start again.",
    ),
    (
        ("401 Client Error", "403 Client Error", "401 Error", "403 Error", "HTTP error 401", "HTTP error 403"),
        "The place that packages come from does not let the setup in: {index}\n"
        "Ask whoever looks after the computer or the network. Then start again.",
    ),
    (
        ("511 Server Error", "course: a page without packages"),
        "A page of the network answered in place of {index}: perhaps its sign-in page.\n"
        "Open any page in your browser and sign in to the network, or use another network. Then start again.",
    ),
    (
        (
            "ConnectionError",
            "Max retries exceeded",
            "Connection broken",
            "onnection broken by",
            "ReadTimeout",
            "timed out",
            "Temporary failure in name resolution",
            "getaddrinfo failed",
            "Server Error",
            "429 Client Error",
            "onnection refused",
            "onnection abort",
            "onnection reset",
            "Remote end closed",
            "IncompleteRead",
            "etwork is unreachable",
            "No route to host",
            "[WinError 100",
        ),
        NO_ANSWER,
    ),
    (
        ("course: no place for packages",),
        "The settings of pip on this computer forbid it to use a network (no-index).\n"
        "Remove that setting (PIP_NO_INDEX, or no-index in pip's settings), then start again.{chosen}",
    ),
    (
        ("course: no packages there", "Invalid IPv6 URL", "Port could not be cast", "Invalid URL"),
        "There are no packages of the course where the settings of pip on this computer send the setup.\n"
        "Remove those settings, or ask whoever looks after the computer. Then start again.{chosen}",
    ),
    (
        ("Client Error", "HTTP error"),
        NO_ANSWER,
    ),
    (
        ("No matching distribution",),
        "There is no package for this kind of computer with Python {python}.\n"
        "Install a 64-bit Python 3.11, 3.12 or 3.13 from python.org, and start the course with that.{chosen}",
    ),
    (
        ("[Errno 17]", "[Errno 20]", "[Errno 21]", "[Errno 40]", "[WinError 183]", "[WinError 267]"),
        "Something else, such as a folder, lies where the setup makes a file or a folder: {place}\n"
        "Move it, or give it another name. Then start again.",
    ),
)
UNKNOWN = f"""The setup did not finish. Start again. If that does not help, set everything up from scratch:
  {AGAIN}
and if that does not help either, ask whoever looks after the course."""


def explain(output: str, options: list = ()) -> str:
    """Give the sentence for what a failed step said; `options` are the person's own that pip was given."""
    if gone_certificates() and any(mark in output for mark in ("SSLError", "CERTIFICATE_VERIFY_FAILED")):
        output += "course: a certificate file is gone"
    missing = re.search(r"No matching distribution found for ([^\s;(]+)", output)
    if chosen(options) and missing and not offers(output, missing[1]):
        output += "course: no packages there"
    proxy = setting(PROXIES, options, "--proxy")
    facts = {
        "root": ROOT,
        "python": "{}.{}".format(*sys.version_info),
        "place": place_in(output),
        "proxy": proxy or "it is in the network settings of this computer",
        "certificates": ", ".join(
            gone_certificates() or set_to(CERTIFICATES, options, "--cert", "--client-cert")
        ),
        "index": setting((), options, "--index-url") or "pypi.org",
        "chosen": chosen(options),
        "through": f"\n(It goes through a proxy: {proxy}. Is that still right?)" if proxy else "",
    }
    for marks, remedy in TROUBLES:
        if any(mark in output for mark in marks):
            return remedy.format(**facts)
    return UNKNOWN + chosen(options)


def offers(output: str, requirement: str) -> bool:
    """Give whether pip came across any build of a package, such as one for another Python."""
    name = re.sub(r"[-_.]+", "[-_.]", re.split("[=<>~!]", requirement)[0])
    return bool(re.search(rf"\b{name}-\d[^\s/]*\.whl", output, re.IGNORECASE))


def setting(variables: tuple, options: list, option: str) -> str:
    """Give where something is set first, and to what; nothing if nowhere."""
    return "".join(set_to(variables, options, option)[:1])


def set_to(variables: tuple, options: list, *names: str) -> list:
    """Give where something is set and to what, such as HTTPS_PROXY=http://proxy:80; a password is left out."""
    places = [f"{name}={os.environ[name]}" for name in variables if os.environ.get(name)]
    places += [f"pip's {name[2:]}={value}" for name, value in options if name in names]
    return [without_password(place) for place in places]


def without_password(text: str) -> str:
    """Give a text with addresses in it, without the names and passwords in these."""
    return re.sub(r"//\S*@", "//", text)


def gone_certificates() -> list:
    """Give the variables that name a file or folder with certificates which is not there."""
    return [
        f"{name}={os.environ[name]}"
        for name in CERTIFICATES
        if os.environ.get(name) and not Path(os.environ[name]).exists()
    ]


def chosen(options: list) -> str:
    """Give a sentence on where the person's own settings of pip send it, if they do."""
    names = ("--index-url", "--extra-index-url", "--find-links", "--no-index", "--trusted-host")
    where = [f"{name[2:]} {value}".strip() for name, value in options if name in names]
    if not where:
        return ""
    where = without_password(", ".join(where))
    return (
        f"\n(The settings of pip on this computer say where packages come from: {where}. Is that still right?)"
    )


def place_in(output: str) -> str:
    """Give the file that could not be written, as a failed step named it; else the course's own folder."""
    found = re.search(r"(denied|not permitted|ile system|exists|directory)[^'\"\n]*['\"]+([^'\"\n]+)", output)
    in_the_way = found and found[1] in ("exists", "directory")
    if found and Path(found[2]).is_absolute() and (in_the_way or not Path(found[2]).is_relative_to(ROOT)):
        return found[2]
    return str(ROOT)
