"""Mojibake: what is turned back, what is left alone (all words written for this test)."""

import pytest

from manystudies.documents import read_document
from manystudies.documents.mojibake import CODECS, _bytes_of

WORDS = [
    "Café – “iron” isn’t naïve: 5 µg ± 2 °C… 3 × 4",
    "Łucja Brzęczyszczykiewicz, Żaneta Kość – 42\u00a0ng, świeże",
    "25 ≥ 20, χ² = 3.1, α-tocopherol → better, p ≤ .05 — 10⁹/L",
    "Ayşe Çağlar, Ömer Işık, Şule Yıldırım",
    "Jūratė Žukauskaitė, Kārlis Bērziņš – 3 × 10⁹/L",
    "Dvořák, Škoda, Příhodová; Müller, Größe",
    "\U0001f44b hello \U0001f600 – ok €5 ™",
    "Железо помогает ногам",
    "Nguyễn Thị Hằng — Đà Nẵng",
]
MEANT = [
    "β-carotene, 5 μg, τ² = 0.1, χ² = 3, Δ± 0.3 and the Δ’s again and again",
    "Ο σίδηρος βοηθάει τα πόδια… «ΝΑΙ» Β΄ Μέρος, Γ΄ Μέρος – τέλος",
    "Вітамін D і залізо: Ві, Ві та ще раз Ві. Сі — «так».",
    "Le café\u00a0», le naïf\u00a0» et l’été… À la carte",
    "Příští říjen, věž, žluťoučký kůň — Říšže.",
    "NÃO… CORAÇÃO… AMANHÃ’ SÃO",
    "İzmir’de Şule… Ğ 5 ± 2",
]


def damaged(text: str, codec: str) -> str:
    letters: dict[int, str] = {}
    for character, byte in _bytes_of(codec).items():
        letters.setdefault(byte, character)
    return "".join(character if character.isascii() else "".join(letters[byte] for byte in character.encode()) for character in text)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("words", WORDS)
def test_utf8_read_as_an_eight_bit_encoding_is_turned_back(words, codec):
    document = read_document(damaged(words, codec).encode())
    shown = "".join(" " if character == "\u00a0" else character for character in words)
    assert document.view.text == shown
    assert document.text == damaged(words, codec)


@pytest.mark.parametrize("words", MEANT)
def test_letters_that_are_meant_stay(words):
    document = read_document(words.encode())
    assert document.repairs == ()


def test_damage_done_twice_is_turned_back_in_one():
    twice = damaged(damaged("isn’t – “iron”", "cp1252"), "cp1252")
    assert read_document(twice.encode()).view.text == "isn’t – “iron”"


def test_one_place_alone_may_be_meant_and_stays():
    assert read_document("The word Ã© is rare.".encode()).repairs == ()


def test_a_repair_says_what_was_written_what_is_shown_and_why():
    document = read_document("CafÃ© “one” and cafÃ© ‘two’".encode())
    assert [(repair.before, repair.after, repair.codec) for repair in document.repairs] == [("Ã©", "é", "cp1252")] * 2
    assert document.view.text == "Café “one” and café ‘two’"
    assert [document.quote(repair.span) for repair in document.repairs] == ["Ã©", "Ã©"]


def test_greek_mojibake_beside_true_greek_letters_is_told_apart():
    document = read_document("5 μg of β-carotene β€” 3 Β± 1, and β€“ again Β± 2".encode())
    assert document.view.text == "5 μg of β-carotene — 3 ± 1, and – again ± 2"


def test_mojibake_inside_an_address_is_reported_and_the_address_kept():
    document = read_document("# Café\n\n[CafÃ©](https://e.org/cafÃ©)".encode())
    assert len(document.repairs) == 2
    assert document.view.text == "Café\n\nCafé"
    assert document.links[0].url == "https://e.org/cafÃ©"
