"""The class server, attacked: a real process, by HTTP and on the kernel's socket, without a browser."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import sqlite3
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from class_server import PIN, Opened, Reply, Server, Visitor, joined, running
from websockets.exceptions import ConnectionClosed

from course_lib.classroom.joining import TAKEN
from course_lib.model.classroom import learner_id
from course_lib.record import Record

LESSON = "/course/02_heat_and_ice.ipynb"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of this kind are Unix's")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("class")) as server:
        yield server


@pytest.fixture(scope="module")
def ana(server: Server) -> Visitor:
    visitor = Visitor(server)
    assert visitor.join("aaaa 1111").status == 303
    return visitor


@pytest.fixture(scope="module")
def ben(server: Server) -> Visitor:
    visitor = Visitor(server)
    assert visitor.join("BBBB-2222").status == 303
    return visitor


@pytest.fixture(scope="module")
def page(ana: Visitor) -> Opened:
    return ana.open()


@pytest.fixture(scope="module")
def start(ana: Visitor) -> Opened:
    return ana.open("00_start_here.ipynb")


def refused(server: Server, path: str, method: str = "GET", cookie: str = "") -> int:
    return server.ask(method, path, Cookie=cookie, Origin=server.url).status


# Who gets in.


def test_nobody_without_a_code_sees_a_lesson(server: Server) -> None:
    reply = server.ask("GET", LESSON)
    assert reply.status == 302
    assert reply.headers["Location"].startswith("/join")


@pytest.mark.parametrize(
    ("code", "personal"), [("HEAT25", "AAAA1111"), ("HEAT24", "AAAA1112"), ("", ""), ("HEAT24", "")]
)
def test_a_wrong_code_opens_nothing(server: Server, code: str, personal: str) -> None:
    visitor = Visitor(server)
    reply = visitor.join(personal, code=code)
    assert reply.status in (403, 409)
    assert visitor.cookie == ""


def test_a_session_is_a_signed_cookie_that_no_script_and_no_other_site_gets(server: Server) -> None:
    reply = Visitor(server).join("AAAA1111")
    (cookie,) = [each for each in reply.headers.get_all("Set-Cookie") if "2|" in each]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "expires=" in cookie
    assert "?" not in reply.headers["Location"]


def test_a_forged_cookie_is_nobodys(server: Server, ana: Visitor) -> None:
    name, _, value = ana.cookie.partition("=")
    parts = value.strip('"').split("|")
    parts[4] = "0:" if parts[4] == "" else parts[4]
    other = base64.b64encode(b"somebody").decode()
    forged = "|".join([*parts[:-2], f"{len(other)}:{other}", parts[-1]])
    for cookie in (
        f'{name}="{forged}"',
        f"{name}={learner_id('Test class', 'Ana Ruiz')}",
        f'{name}="{value[1:-2]}{"0" if value[-2] != "0" else "1"}"',
    ):
        assert refused(server, LESSON, cookie=cookie) == 302


def test_a_cookie_is_nobodys_once_its_owner_has_left(server: Server) -> None:
    visitor = joined(server, "BBBB2222")
    cookie = visitor.cookie
    assert visitor.get("/").status == 302
    assert visitor.post("/leave").status == 302
    assert Visitor(server, cookie).get(LESSON).status == 302


def test_headers_and_tokens_that_claim_to_be_somebody_count_for_nothing(server: Server) -> None:
    claims = {
        "X_Forwarded_User": "Ana Ruiz",
        "Remote_User": "Ana",
        "Authorization": "token x",
        "X_Scheme": "https",
    }
    assert server.ask("GET", LESSON, **claims).status == 302
    assert server.ask("GET", f"{LESSON}?token=x").status == 302


def test_a_page_of_another_site_can_neither_join_nor_leave_for_anyone(server: Server, ana: Visitor) -> None:
    for origin in ("https://evil.example", f"http://evil.example:{server.port}", "null"):
        assert ana.post("/leave", Origin=origin).status == 403
        assert Visitor(server).join("AAAA1111", Origin=origin).status == 403
    assert server.ask("POST", "/leave", {}, Cookie=ana.cookie).status == 403
    assert ana.get("/").headers["Location"].endswith(".ipynb")


def test_a_name_that_points_here_is_not_this_server(server: Server, ana: Visitor) -> None:
    assert ana.get(LESSON, Host="evil.example").status == 403


def test_an_address_that_nobody_can_read_is_refused_and_is_no_fault_of_the_program(
    server: Server, ana: Visitor
) -> None:
    assert ana.get(LESSON, Host="[::1").status == 403
    assert ana.post("/leave", Origin="http://[::1").status == 403
    for path in ("/voila/static/.", "/voila/labextensions/anywidget/static/..", "/course/player/nothing.js"):
        reply = ana.get(path)
        assert reply.status in (403, 404)
        assert reply.text == ""
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        # Browsers complain of it in their console wherever the line is not encrypted.
        assert "Cross-Origin-Opener-Policy" not in reply.headers
    assert "Uncaught exception" not in server.log


# What a learner may ask for.


@pytest.mark.parametrize(
    "path",
    [
        "/api/contents",
        "/api/contents/02_heat_and_ice.ipynb",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/sessions",
        "/api/terminals",
        "/api/status",
        "/api/config/common",
        "/files/02_heat_and_ice.ipynb",
        "/nbconvert/html/02_heat_and_ice.ipynb",
        "/terminals/1",
        "/lab",
        "/tree",
        "/voila/tree",
        "/voila/render/02_heat_and_ice.ipynb",
        "/voila/files/02_heat_and_ice.ipynb",
        "/voila/api/contents/",
        "/voila/execution/8f1f9bd0-0000-0000-0000-000000000000",
        "/metrics",
    ],
)
def test_no_way_of_jupyter_is_open(ana: Visitor, path: str) -> None:
    assert ana.get(path).status == 404
    assert ana.post(path, "{}").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/course/../exercises/heat-and-ice/items.yaml",
        "/course/..%2f..%2fexercises%2fheat-and-ice%2fitems.yaml",
        "/course/%2e%2e/%2e%2e/exercises/heat-and-ice/items.yaml",
        "/course/player/../content/findings.yaml",
        "/course/player/..%2fcontent%2ffindings.yaml",
        "/course/classroom/static/../class_file.py",
        "/course/classroom/static/%2e%2e%2fclass_file.py",
        "/course/look/../../remoteEntry.js",
        "/voila/static/../../../../../../../etc/passwd",
        "/voila/static/%2e%2e%2f%2e%2e%2fconf.json",
        "/voila/labextensions/anywidget/static/../../../../../etc/passwd",
        "/voila/labextensions/anywidget/static/%2e%2e%2fpackage.json",
        "/voila/templates/lab/static/voila.js",
        "//etc/passwd",
        "/class.yaml",
    ],
)
def test_no_path_leads_to_the_files(ana: Visitor, path: str) -> None:
    reply = ana.get(path)
    assert reply.status in (403, 404)
    assert "feedback" not in reply.text
    assert "root:" not in reply.text


def test_the_instructors_pages_are_closed_to_learners_and_to_strangers(server: Server, ana: Visitor) -> None:
    assert ana.get("/instructor").status == 403
    assert ana.post("/instructor/extra-time", {"learner": "x", "minutes": "60"}).status == 403
    assert ana.post("/instructor/sign-off", {"learner": "x"}).status == 403
    assert server.ask("POST", "/instructor/extra-time", {}, Origin=server.url).status == 403


def test_the_pin_opens_the_instructors_pages_and_wrong_ones_are_counted(server: Server) -> None:
    lee = Visitor(server)
    assert lee.get("/instructor").headers["Location"] == "/instructor/pin"
    refused = lee.post("/instructor/pin", {"pin": "0000"})
    assert refused.status == 403
    assert "That is not the PIN of this class." in refused.text
    let_in = lee.post("/instructor/pin", {"pin": PIN})
    assert (let_in.status, let_in.headers["Location"]) == (303, "/instructor")
    lee.cookie = let_in.cookie
    shown = lee.get("/instructor")
    assert shown.status == 200
    assert "Ben Ode" in shown.text
    assert set(json.loads(lee.get("/instructor/parts").text)) >= {"class-people", "class-plan"}
    assert (
        lee.get("/instructor/roster.csv").headers["Content-Disposition"] == 'attachment; filename="roster.csv"'
    )
    assert lee.get("/instructor/class.yaml").status == 404
    assert lee.post("/vote", {"choice": "a"}).status == 403


def test_a_form_of_the_instructors_without_its_token_does_nothing(server: Server) -> None:
    lee = Visitor(server)
    lee.cookie = lee.post("/instructor/pin", {"pin": PIN}).cookie
    name = re.search(r'name="plan" value="([^"]+)"', lee.get("/instructor").text)[1]
    assert lee.post("/instructor/plan", {"plan": name}).status == 403
    reply = lee.get("/instructor")
    token = re.search(r'name="_xsrf" value="([^"]+)"', reply.text)[1]
    cookie = re.search(r"_xsrf=[^;]+", str(reply.headers.get_all("Set-Cookie")))[0]
    lee.cookie += f"; {cookie}"
    done = lee.post("/instructor/plan", {"plan": name, "_xsrf": token})
    assert (done.status, done.headers["Location"]) == (303, "/instructor")


def test_a_page_is_told_that_the_room_votes_until_its_learner_has(
    server: Server, ana: Visitor, ben: Visitor
) -> None:
    def form(visitor: Visitor, where: str) -> dict[str, str]:
        reply = visitor.get(where)
        cookie = re.search(r"_xsrf=[^;]+", str(reply.headers.get_all("Set-Cookie")))
        visitor.cookie += f"; {cookie[0]}" if cookie else ""
        return {"_xsrf": re.search(r'name="_xsrf" value="([^"]+)"', reply.text)[1]}

    def is_open(visitor: Visitor) -> bool:
        return json.loads(visitor.get("/vote/open").text)["open"]

    lee, phone = Visitor(server), Visitor(server, ana.cookie)
    lee.cookie = lee.post("/instructor/pin", {"pin": PIN}).cookie
    token = form(lee, "/instructor/present?item=time-limit")
    assert (is_open(ana), is_open(ben)) == (False, False)
    lee.post("/instructor/poll", {**token, "item": "time-limit", "do": "ask"})
    assert (is_open(ana), is_open(ben)) == (True, True)
    assert phone.post("/vote", {**form(phone, "/vote"), "choice": "a"}).status == 303
    assert (is_open(ana), is_open(ben)) == (False, True)
    lee.post("/instructor/poll", {**token, "item": "time-limit", "do": "votes"})
    assert is_open(ben) is False
    assert "You did not vote." in ben.get("/vote").text
    lee.post("/instructor/poll", {**token, "item": "time-limit", "do": "close"})
    assert "Nothing is asked now" in ben.get("/vote").text
    assert Visitor(server).get("/vote/open").status == 302


def test_what_an_instructor_tries_in_a_lesson_is_no_learners_answer(server: Server, ana: Visitor) -> None:
    lee = Visitor(server)
    lee.cookie = lee.post("/instructor/pin", {"pin": PIN}).cookie
    before = [row.id for row in Record(server.record).of_all()]
    opened = lee.open()
    item = opened.widget('.item("')
    with opened.talk() as talk:
        view = talk.view(item)
        option = view["options"][0]["id"]
        talk.do(item, "answer", answer=option, turn=view["turn"], learner=view["learner"])
        assert talk.is_alive()
    tried = Record(f"sqlite:///{server.own / 'instructor.sqlite'}")
    (learner,) = tried.learners()
    assert [attempt.answer for attempt in tried.attempts(learner.id)] == [option]
    assert [row.id for row in Record(server.record).of_all()] == before


def test_what_draws_widgets_is_asked_for_once(page: Opened, ana: Visitor) -> None:
    script = re.search(r'"load": "(static/[^"]+)", "name": "@jupyter-widgets/jupyterlab-manager"', page.html)[1]
    for path in (
        "/voila/static/voila.js",
        f"/voila/labextensions/@jupyter-widgets/jupyterlab-manager/{script}",
    ):
        reply = ana.get(path)
        assert reply.status == 200
        assert "max-age=3600" in reply.headers["Cache-Control"]


def test_every_answer_forbids_scripts_and_frames_of_others(server: Server, ana: Visitor) -> None:
    for path in ("/join", LESSON, "/course/player/player.js", "/voila/static/voila.js", "/nothing"):
        policy = ana.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self' blob:;" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy


def test_the_page_holds_no_code_no_key_and_asks_no_network(page: Opened, ana: Visitor) -> None:
    html = page.html
    assert "https://" not in html.replace("https://doi.org", "").replace("https://pubmed", "")
    assert "import lesson" not in html
    assert '"right"' not in html
    assert "Start this lesson" not in html
    assert "¶" not in unescape(html), "a sign beside a heading would stand in the contents"


# The kernel's socket.


def test_a_kernel_answers_only_the_learner_for_whom_it_was_started(
    page: Opened, ana: Visitor, ben: Visitor
) -> None:
    assert ana.refused(page.kernel) == 101
    assert ben.refused(page.kernel) == 404
    assert Visitor(ana.server).refused(page.kernel) == 403
    assert ben.get(f"/api/kernels/{page.kernel}").status == 404
    assert ben.post(f"/voila/api/shutdown/{page.kernel}").status == 204
    with page.talk() as talk:
        assert talk.is_alive()


def test_the_socket_takes_no_page_of_another_site(page: Opened, ana: Visitor) -> None:
    assert ana.refused(page.kernel, "https://evil.example") == 403
    assert ana.refused(page.kernel, None) == 403


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "nothing"])
@pytest.mark.parametrize(
    "kind",
    [
        "execute_request",
        "complete_request",
        "inspect_request",
        "debug_request",
        "input_reply",
        "shutdown_request",
    ],
)
def test_nothing_that_runs_code_reaches_a_kernel(
    page: Opened, ana: Visitor, tmp_path: Path, kind: str, channel: str
) -> None:
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w').close()"
    with page.talk() as talk:
        talk.send(
            kind, {"code": code, "value": code, "silent": False, "cursor_pos": 0, "restart": False}, channel
        )
        assert talk.is_alive()
    assert not mark.exists()


def test_a_page_can_neither_make_a_widget_nor_set_ones_state(page: Opened, ana: Visitor) -> None:
    item = page.widget('.item("')
    with page.talk() as talk:
        data = {"state": {"_model_module": "x", "value": 1}, "buffer_paths": []}
        talk.send("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": data})
        talk.send("comm_open", {"comm_id": "y", "target_name": "os", "target_module": "os", "data": {}})
        update = {"method": "update", "state": {"view": {"kind": "hacked"}}, "buffer_paths": []}
        talk.send("comm_msg", {"comm_id": item, "data": update})
        assert talk.view(item).get("kind") != "hacked"


@pytest.mark.parametrize("do", ["__init__", "changed", "attempt", "show", "grant", "sign", "erase", "other"])
def test_a_widget_takes_its_own_messages_and_no_other(start: Opened, ana: Visitor, do: str) -> None:
    with start.talk() as talk:
        talk.do(start.widget("start("), do, name="Mallory", word="erase", minutes=60, by="me")
        assert talk.is_alive()
    learners = Record(ana.server.record).learners()
    assert {learner.name for learner in learners} >= {"Ana Ruiz"}
    assert "Mallory" not in {learner.name for learner in learners}


@pytest.mark.parametrize(
    "message",
    [
        "",
        "nothing",
        "[]",
        '{"header": {}}',
        '{"channel": "shell", "header": null, "content": null}',
        "\u202e" * 50,
        "[" * 100_000,
        b"",
        b"\x00",
        struct.pack("<Q", 2**40) + b"x" * 64,
        struct.pack("<Q", 6) + struct.pack("<Q", 2**63) * 6,
        struct.pack("<Q", 6) + struct.pack("<6Q", 60, 56, 60, 60, 60, 60) + b"shell{}",
        struct.pack("<Q", 6) + struct.pack("<6Q", 56, 61, 63, 65, 67, 69) + b"shell[][][][]",
        struct.pack("!I", 2**31 - 1) + b"x" * 64,
    ],
    ids=range(14),
)
@pytest.mark.parametrize("binary", [False, True])
def test_what_is_no_message_harms_nobody(
    page: Opened, ben: Visitor, message: str | bytes, binary: bool
) -> None:
    with page.talk(binary) as talk:
        talk.socket.send(message)
        talk.hear(0.2)
    assert ben.get("/").status == 302
    with page.talk() as talk:
        assert talk.is_alive()


DEEP: Any = 1
for _ in range(30):
    DEEP = {"x": [DEEP]}


METHODS = [{"content": {"data": {"method": each}}} for each in (["custom"], {"x": 1}, None, 7)]
ODD: list[dict[str, Any]] = [
    {"content": {"comm_id": ["x"]}},
    {"content": {"comm_id": 7}},
    {"content": {"comm_id": None}},
    {"content": {"data": []}},
    {"content": {"data": {"method": "custom", "content": DEEP}}},
    {"content": []},
    {"header": {"msg_type": ["comm_msg"]}},
    {"header": {"msg_type": {}}},
    {"header": {"msg_id": 7}},
    {"header": {"msg_id": ["x"]}},
    {"header": {"session": {}}},
    {"header": {"date": [1]}},
    {"header": "comm_msg"},
    {"parent_header": []},
    {"parent_header": DEEP},
    {"metadata": "x"},
    {"metadata": {"version": [2]}},
    {"metadata": None},
    {"buffers": 5},
    {"buffers": ["x"]},
    {"channel": ["shell"]},
    {"channel": None},
]
"""Parts of a message as no page of ours sends them."""


@pytest.mark.parametrize(
    ("kind", "odd"),
    [*(("comm_msg", odd) for odd in METHODS + ODD), *(("comm_open", odd) for odd in ODD)],
    ids=str,
)
def test_a_message_that_is_misshapen_is_dropped_with_one_line_and_the_page_goes_on(
    page: Opened, ben: Visitor, kind: str, odd: dict[str, Any]
) -> None:
    content = {"comm_id": "x", "target_name": "jupyter.widget.control", "data": {"method": "request_states"}}
    header = {"msg_id": "1", "msg_type": kind, "username": "", "session": "s", "version": "5.3", "date": ""}
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    for name, value in odd.items():
        together = isinstance(message.get(name), dict) and isinstance(value, dict)
        message[name] = {**message[name], **value} if together else value
    before = page.visitor.server.log
    with page.talk() as talk:
        talk.socket.send(json.dumps(message))
        assert talk.is_alive(), "on the same connection"
    said = page.visitor.server.log.removeprefix(before)
    assert "Traceback" not in said
    assert said.count("A page sent") == said.count("A page sent a message that may not pass") == 1, said
    assert ben.get("/").status == 302


def test_a_message_of_10_megabytes_ends_the_connection_and_nothing_else(page: Opened, ana: Visitor) -> None:
    with page.talk() as talk, pytest.raises(ConnectionClosed):
        talk.do(page.widget('.item("'), "answer", answer="x" * 10_000_000)
        while True:
            talk.socket.recv(timeout=10)
    with page.talk() as talk:
        assert talk.is_alive()


def test_a_form_of_10_megabytes_is_not_read(server: Server) -> None:
    try:
        status = server.ask("POST", "/join", b"code=" + b"x" * 10_000_000, Origin=server.url).status
    except OSError:
        status = 400  # it hung up in the middle
    assert status in (400, 413)
    assert server.ask("GET", "/join").status == 200


def test_who_signs_out_is_no_longer_heard_on_an_open_socket(server: Server) -> None:
    visitor = joined(server, "BBBB2222")
    page = visitor.open()
    with page.talk() as talk:
        assert talk.is_alive()
        visitor.post("/leave")
        talk.send("kernel_info_request", {})
        with pytest.raises(ConnectionClosed):
            while True:
                talk.socket.recv(timeout=10)


# What is kept of whom.


def test_an_answer_is_kept_for_who_signed_in_and_for_nobody_else(
    page: Opened, ana: Visitor, server: Server
) -> None:
    mine = learner_id("Test class", "Ana Ruiz")
    item = page.widget('.item("')
    with page.talk() as talk:
        view = talk.view(item)
        option, his = view["options"][0]["id"], learner_id("Test class", "Ben Ode")
        talk.do(item, "answer", answer=option, turn=view["turn"], learner=his)
        refused = talk.until(lambda each: "Somebody else is learning now" in json.dumps(each["content"]))
        turn = refused["content"]["data"]["state"]["view"]["turn"]
        asked = talk.do(item, "answer", answer=option, turn=turn, learner=mine)
        talk.until(lambda each: each["parent_header"].get("msg_id") == asked and each["msg_type"] == "status")
        assert talk.is_alive()
    record = Record(server.record)
    assert [attempt.answer for attempt in record.attempts(mine) if not attempt.item.startswith("@")] == [option]
    assert record.attempts(learner_id("Test class", "Ben Ode")) == []


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\u202eevil\u202c", "A\u0000B\u200b C", '"><b>x']
)
def test_a_name_with_markup_or_hidden_signs_is_shown_as_letters(
    tmp_path: Path, name: str, server: Server
) -> None:
    html = Visitor(server).join(name=name).text
    for bad in ("<script>alert", "\u202e", "\u0000", "<b>x"):
        assert bad not in html


def test_a_name_that_is_taken_needs_its_code(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:
        first = Visitor(server)
        welcome = first.join(name="Cleo  Marsh")
        assert welcome.status == 200
        code = code_in(welcome)
        assert Visitor(server).join(name="cleo marsh").status == 409
        assert Visitor(server).join(name="Ana Ruiz").status == 409
        again = Visitor(server)
        assert again.join(code.lower(), name="CLEO MARSH").status == 303
        names = [learner.name for learner in Record(server.record).learners()]
        assert names == ["Cleo Marsh"]
        for number in range(2):
            Visitor(server).join(name=f"Dan {number}")
        assert "All places" in Visitor(server).join(name="Eve").text


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A class that nobody has joined."""
    with running(tmp_path_factory.mktemp("quiet"), split=True) as server:
        yield server


def test_of_several_who_join_under_a_new_name_at_once_one_gets_in_and_the_others_are_told_why(
    quiet: Server,
) -> None:
    devices = [Visitor(quiet) for _ in range(6)]
    with ThreadPoolExecutor(len(devices)) as room:
        replies = list(room.map(lambda device: device.join(name="Cleo Marsh"), devices))
    assert sorted(reply.status for reply in replies) == [200, *[409] * 5]
    assert all(TAKEN in reply.text for reply in replies if reply.status == 409)
    assert [bool(device.cookie) for device in devices] == [reply.status == 200 for reply in replies]
    assert [learner.name for learner in Record(quiet.record).learners()].count("Cleo Marsh") == 1
    code = next(code_in(reply) for reply in replies if reply.status == 200)
    assert Visitor(quiet).join(code, name="Cleo Marsh").status == 303, "the other device comes in with the code"


def test_whoever_taps_join_twice_still_sees_their_code(quiet: Server) -> None:
    phone = Visitor(quiet)
    phone.cookie = re.search(r"joining=[^;]+", str(phone.get("/join").headers["Set-Cookie"]))[0]
    with ThreadPoolExecutor(2) as taps:
        first, second = taps.map(lambda _: Visitor(quiet, phone.cookie).join(name="Dan Orr"), range(2))
    assert first.status == second.status == 200
    assert code_in(first) == code_in(second)
    assert [learner.name for learner in Record(quiet.record).learners()].count("Dan Orr") == 1
    assert Visitor(quiet, phone.cookie).join(name="Ana Ruiz").status == 409, "nobody else's name opens to it"
    phone.cookie += f"; {first.cookie}"
    cleared = phone.post("/leave").headers.get_all("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cleared} >= {"joining", "course"}, (
        "the next may be somebody else"
    )


def code_in(reply: Reply) -> str:
    return reply.text.split('class="code">')[1].split("<")[0]


def test_trying_codes_is_stopped_and_then_even_the_right_one_waits(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:
        statuses = [Visitor(server).join(f"AAAA{number:04}").status for number in range(2000, 2025)]
        assert statuses[:20] == [403] * 20
        assert set(statuses[20:]) == {429}
        assert Visitor(server).join("AAAA1111").status == 429
        assert Visitor(server).join("AAAA1111", X_Forwarded_For="10.0.0.7").status == 429


def test_after_a_crash_everybody_goes_on_where_they_were(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:
        visitor = joined(server, "AAAA1111")
        kernel = visitor.open().kernel
        server.stop(signal.SIGKILL)
        server.start()
        page = visitor.open()
        assert page.kernel != kernel
        with page.talk() as talk:
            assert talk.is_alive()
        assert visitor.get(f"/api/kernels/{kernel}").status == 404


def test_no_secret_lands_in_the_log_and_no_token_in_the_table(server: Server, ana: Visitor) -> None:
    token = base64.b64decode(ana.cookie.split("|")[4].partition(":")[2] + "==")
    table = sqlite3.connect(server.own / "class.sqlite")
    tokens = [row[0] for row in table.execute("SELECT token FROM session")]
    table.close()
    assert tokens
    assert token.decode() not in tokens
    for secret in ("AAAA1111", "HEAT24", token.decode(), PIN):
        assert secret not in server.log
