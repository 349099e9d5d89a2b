"""What the channel takes, and what it says of the rest."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import MAX_TYPED_CHARACTERS
from bot.incoming import Refusal, check_secret, read_incoming
from contract.payload import Press


def body(**fields: object) -> bytes:
    return json.dumps({"sender": "u1", **fields}).encode("utf-8")


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_incoming(data)
    return refused.value.code


def test_a_text_is_taken_without_control_characters_and_otherwise_as_written() -> None:
    incoming = read_incoming(body(text="  ما\u0000 دَوْرُ\u0007 المؤسسات؟\ud800\n"))
    assert incoming.text == "ما دَوْرُ المؤسسات؟"
    assert (incoming.sender_id, incoming.press) == ("u1", None)


def test_a_text_that_begins_with_a_slash_is_a_text() -> None:
    assert read_incoming(body(text='/show_passage{"passage_id": "a/b"}')).press is None


@pytest.mark.parametrize("passage_id", ["sme-roles/social", "sme-roles/social/needs", "a/1"])
def test_a_button_names_a_passage(passage_id: str) -> None:
    incoming = read_incoming(body(payload=f'/show_passage{{"passage_id":"{passage_id}"}}'))
    assert incoming.press is not None
    assert (incoming.press.intent, incoming.press.passage_id) == ("show_passage", passage_id)
    assert incoming.text == f'/show_passage{{"passage_id": "{passage_id}"}}'


@pytest.mark.parametrize("payload", ["/pass_on_question", "/ask_human"])
def test_a_button_may_stand_for_an_intent_alone(payload: str) -> None:
    incoming = read_incoming(body(payload=payload))
    assert (incoming.text, incoming.press) == (payload, Press(payload, payload[1:]))
    assert read_incoming(body(text=payload)).press is None


@pytest.mark.parametrize(
    "payload",
    [
        "/restart",
        "/pass_on_question ",
        " /pass_on_question",
        "/pass_on_question\n",
        '/pass_on_question{"question": "x"}',
        "/PASS_ON_QUESTION",
        "/ask_human/restart",
        "/ask_help",
        "pass_on_question",
        "/greet",
        '/show_passage{"passage_id": "one-part"}',
        '/show_passage{"passage_id": "a/b", "x": 1}',
        '/show_passage{"passage_id": "../etc/passwd"}',
        '/show_passage{"passage_id": "a/b"}\n/restart',
        '/show_passage{"passage_id": "A/B"}',
        '/show_passage{"passage_id": "' + "a" * 65 + '/b"}',
        None,
        7,
        ["/restart"],
    ],
)
def test_no_other_payload_is_taken(payload: object) -> None:
    assert code_of(body(payload=payload)) == "bad_payload"


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b'{"sender": NaN}', b"[" * 16_000, b"\x00", '"'.encode("utf-16")]
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    assert code_of(data) == "bad_json"


@pytest.mark.parametrize(
    "form",
    [
        [],
        "text",
        1,
        None,
        {},
        {"sender": "u"},
        {"text": "سلام"},
        {"sender": "u", "text": "a", "payload": "b"},
    ],
)
def test_json_of_another_form_is_refused(form: object) -> None:
    assert code_of(json.dumps(form).encode()) == "bad_form"


@pytest.mark.parametrize(
    "fields", [{"text": 5}, {"text": ["a"]}, {"text": None}, {"text": "a", "metadata": [1]}]
)
def test_fields_of_another_type_are_refused(fields: dict[str, object]) -> None:
    assert code_of(body(**fields)) == "bad_form"


@pytest.mark.parametrize("sender", ["", "a b", "أحمد", "a" * 129, "a\u0000", "a\n", 5, None, "../x", "a/b"])
def test_a_sender_of_other_characters_is_refused(sender: object) -> None:
    assert code_of(body(sender=sender, text="سلام")) == "bad_sender"


@pytest.mark.parametrize("sender", ["a", "web:12_3-4.5", "a" * 128])
def test_a_plain_sender_is_taken(sender: str) -> None:
    assert read_incoming(body(sender=sender, text="سلام")).sender_id == sender


@pytest.mark.parametrize("message_id", ["a b", "é", "a" * 65, "a:b", 5, ["a"], "a\n"])
def test_a_message_id_of_other_characters_is_refused(message_id: object) -> None:
    assert code_of(body(text="سلام", message_id=message_id)) == "bad_form"


def test_a_message_without_an_id_is_given_one_of_its_own() -> None:
    assert read_incoming(body(text="سلام", message_id="A-1_z")).message_id == "A-1_z"
    one, other = (read_incoming(body(text="سلام", message_id=none)).message_id for none in (None, ""))
    assert one != other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\t",
        "\u0000\u0001",
        "!...",
        "ـــ",
        "\u200f\u200b",
        "\u064e\u0650",
    ],
)
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    assert code_of(body(text=text)) == "empty_text"


@pytest.mark.parametrize("text", ["لا", "😀 نعم", "1", "٣", "ok", "é", "😀 👍🏽 🇩🇿", "1️⃣", "؟"])
def test_what_says_something_is_taken(text: str) -> None:
    assert read_incoming(body(text=text)).text == text


def test_a_text_of_a_thousand_characters_is_the_longest() -> None:
    assert len(read_incoming(body(text="ا" * MAX_TYPED_CHARACTERS)).text) == MAX_TYPED_CHARACTERS
    assert code_of(body(text="ا" * (MAX_TYPED_CHARACTERS + 1))) == "too_long"


def test_metadata_is_kept_without_control_characters() -> None:
    incoming = read_incoming(
        body(text="سلام", metadata={"page": "a\u0000b", "list": [1, "\u0007"], "\u0000k": None})
    )
    assert incoming.metadata == {"page": "ab", "list": [1, ""], "k": None}


def test_only_the_secret_itself_is_let_in() -> None:
    check_secret("s3cret", "s3cret")
    for found in (None, "", "s3cre", "s3cret ", "\udcff"):
        with pytest.raises(Refusal) as refused:
            check_secret(found, "s3cret")
        assert (refused.value.code, refused.value.status) == ("wrong_secret", 401)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: body(text=text)))
def test_any_body_is_taken_or_refused(data: bytes) -> None:
    try:
        text = read_incoming(data).text
    except Refusal:
        return
    assert text.encode("utf-8") == text.encode("utf-8")
    assert text == text.strip() and "\0" not in text
