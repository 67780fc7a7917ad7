"""A server that answers, stalls, breaks off, limits the rate, points elsewhere or sends too much.

Time is the test's own: nothing here waits longer than a fifth of a second.
"""

import gzip
import itertools

import pytest

from engine.foundation.errors import InputError
from engine.sources.statbank.client import BASE_URL, Client, Limits, checked_base
from tests.engine.sources.statbank.server import Reply, closed_port

OK = b'{"answer": 1}'


def refused(client, path="tables/1"):
    """The problem of a call that must fail."""
    with pytest.raises(InputError) as error:
        client.get(path)
    (problem,) = error.value.problems
    assert problem.file.endswith(path)
    return problem


def test_an_answer_comes_back_byte_for_byte_and_the_server_is_told_who_asks(statbank, client):
    statbank[0].says("/v2/tables/1", b'{"answer":  1}\n')
    assert client.get("tables/1") == b'{"answer":  1}\n'
    assert statbank[0].agents[0].startswith("bransjevalg/")


def test_a_compressed_answer_is_unpacked(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(gzip.compress(OK), headers={"Content-Encoding": "gzip"}))
    assert client.get("tables/1") == OK


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_in_pieces_is_put_together_and_one_without_an_end_is_refused(packed, statbank, client):
    body = gzip.compress(OK * 5000) if packed else OK * 5000
    headers = {"Content-Encoding": "gzip"} if packed else {}
    pieces = (body[:7], body[7:9], body[9:])
    statbank[0].says("/v2/tables/1", Reply(chunks=pieces, headers=headers))
    assert client.get("tables/1") == OK * 5000
    statbank[0].says("/v2/tables/1", Reply(chunks=pieces, headers=headers, ended=False))
    assert refused(client).code == "statbank_broken_off"


def test_calls_keep_the_pace(statbank, client, clock):
    statbank[0].says("/v2/tables/1", OK)
    for _ in range(3):
        client.get("tables/1")
    assert clock.slept == [client.limits.pace] * 2


def test_too_many_calls_are_followed_by_the_wait_that_the_server_asks_for(statbank, client, clock):
    statbank[0].says("/v2/tables/1", Reply(status=429, headers={"Retry-After": "37"}), OK)
    assert client.get("tables/1") == OK
    assert clock.slept == [37]


def test_a_wait_that_is_too_long_is_refused_at_once(statbank, client, clock):
    statbank[0].says("/v2/tables/1", Reply(status=429, headers={"Retry-After": "86400"}), OK)
    assert refused(client).code == "statbank_too_many_calls"
    assert clock.slept == []


def test_a_wait_that_is_no_number_falls_back_to_the_back_off(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(status=503, headers={"Retry-After": "soon"}), OK)
    assert client.get("tables/1") == OK


def test_a_failing_server_is_asked_again_with_growing_waits_and_then_given_up(statbank, client, clock):
    statbank[0].says("/v2/tables/1", Reply(status=500))
    problem = refused(client)
    assert (problem.code, problem.given) == ("statbank_status", "500")
    assert len(statbank[0].asked) == client.limits.tries
    waits = [seconds for seconds in clock.slept if seconds >= client.limits.pace]
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]


def test_a_server_that_recovers_gives_its_answer(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(status=500), Reply(status=503), OK)
    assert client.get("tables/1") == OK


def test_a_server_that_stalls_before_or_in_the_answer_is_given_up(statbank, clock):
    client = Client(statbank[1], Limits(read=0.1, tries=2), sleep=clock.sleep, clock=clock)
    statbank[0].says("/v2/tables/1", Reply(OK, length=1000, hold=True))
    assert refused(client).code == "statbank_stalled"
    assert len(statbank[0].asked) == 2


def test_a_server_that_drips_is_given_up_when_the_time_is_over(statbank):
    statbank[0].says("/v2/tables/1", OK)
    time = itertools.count(0, 100)  # every look at the clock costs 100 seconds
    client = Client(statbank[1], Limits(total=150), sleep=lambda seconds: None, clock=lambda: next(time))
    assert refused(client).code == "statbank_stalled"


def test_a_server_that_drips_its_headers_is_given_up_when_the_time_is_over(statbank):
    """Each piece comes well within the time for reading; only the whole takes too long."""
    statbank[0].says("/v2/tables/1", Reply(trickled=True))
    client = Client(statbank[1], Limits(total=0.5, pace=0))
    assert refused(client).code == "statbank_stalled"
    assert len(statbank[0].asked) == 1
    statbank[0].says("/v2/tables/1", OK)
    assert client.get("tables/1") == OK


@pytest.mark.parametrize("reply", [Reply(b'{"ans', length=1000), Reply(drop=True)], ids=["middle", "start"])
def test_an_answer_that_breaks_off_is_asked_for_again_and_never_used(reply, statbank, client):
    statbank[0].says("/v2/tables/1", reply, OK)
    assert client.get("tables/1") == OK
    statbank[0].says("/v2/tables/1", reply)
    assert refused(client).code == "statbank_broken_off"


def test_a_page_instead_of_json_is_named(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(b"<html>Vedlikehold</html>", content_type="text/html"))
    problem = refused(client)
    assert (problem.code, problem.given) == ("statbank_not_json", "text/html")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"type": "Parameter error", "title": "Non-existent value", "status": 400}', ": Non-existent value"),
        (b"<html>", ""),
        (b"[" * 3000, ""),
    ],
)
def test_a_refusal_is_told_in_the_server_s_words_and_not_tried_again(body, words, statbank, client):
    statbank[0].says("/v2/tables/1", Reply(body, status=400))
    problem = refused(client)
    assert (problem.code, problem.given, problem.more["said"]) == ("statbank_status", "400", words)
    assert len(statbank[0].asked) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_answer_is_not_read_to_its_end(packed, statbank, client):
    body = b"0" * 5_000_000
    reply = Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"}) if packed else Reply(body)
    statbank[0].says("/v2/tables/1", reply)
    assert refused(client).code == "statbank_too_large"


def test_a_redirect_is_followed_at_the_same_server_only(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(status=302, headers={"Location": "/v2/tables/2"}))
    statbank[0].says("/v2/tables/2", OK)
    assert client.get("tables/1") == OK
    statbank[0].says("/v2/tables/1", Reply(status=302, headers={"Location": "http://127.0.0.2:9/x"}))
    assert refused(client).code == "statbank_redirect"


def test_a_redirect_in_a_circle_ends(statbank, client):
    statbank[0].says("/v2/tables/1", Reply(status=302, headers={"Location": "/v2/tables/1"}))
    with pytest.raises(InputError):
        client.get("tables/1")
    assert len(statbank[0].asked) == client.limits.redirects + 1


def test_no_contact_is_said_after_one_more_try(clock):
    client = Client(f"http://127.0.0.1:{closed_port()}/", sleep=clock.sleep, clock=clock)
    problem = refused(client)
    assert (problem.code, problem.given) == ("statbank_no_contact", "NewConnectionError")
    assert len(clock.slept) == 1


def test_a_server_that_cannot_prove_who_it_is_is_refused(statbank, clock):
    client = Client(statbank[1].replace("http:", "https:"), sleep=clock.sleep, clock=clock)
    assert refused(client).code == "statbank_tls"
    assert clock.slept == []


@pytest.mark.parametrize(
    "address",
    ["http://data.ssb.no/api", "ftp://data.ssb.no", "data.ssb.no", "https://a:b@data.ssb.no", "https://", "https://[x",
     "https://data.ssb.no/?a", "http://10.0.0.1/", "http://localhost.example.com/", "https://data.ssb.no:x/"],
)  # fmt: skip
def test_an_address_without_tls_is_refused_beyond_this_machine(address):
    with pytest.raises(InputError, match="https://"):
        checked_base(address)


def test_addresses_that_may_be_used():
    for address in (
        "https://data.ssb.no/api/pxwebapi/v2",
        "http://localhost:1/v2",
        "http://127.0.0.1:8/",
        "http://[::1]/",
    ):
        assert checked_base(address) == address.rstrip("/") + "/"
    assert checked_base(BASE_URL) == BASE_URL
