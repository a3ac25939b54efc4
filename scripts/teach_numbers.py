"""Read the numbers of abstracts that nobody has annotated, with a transformer and the chain of numbers together, for the chain to learn from.

    python scripts/teach_numbers.py NUMBERS.jsonl.gz TEXTS.jsonl.gz READ.jsonl.gz MODEL

MODEL is the folder of a small pretrained encoder (made with all-MiniLM-L6-v2: Apache-2.0, six layers of 384). It is tuned on the
annotated abstracts, twice, each time without another fifth of them; so is the chain. The mean of what all four say becomes the
reading of each text: together they agree with a reader more often than any of them. Needs torch and transformers besides
manystudies; what it writes is for `train_numbers.py` and is not kept.
"""

import gzip
import json
import math
import random
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from annotated_numbers import ARMS, KINDS, NOTHING, Mark, Row, Told, rows_of, told_in
from chains import write_chain
from numpy.typing import NDArray
from torch import nn
from train_numbers import MODELS, train_kinds
from train_totals import TOTAL
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerFast

from manystudies.findings.linear import chain
from manystudies.findings.numbers import cut_for_numbers, kinds_one_by_one
from manystudies.findings.tokens import Tokens

LABELS = [(NOTHING, "all"), (TOTAL, "all"), *((kind, arm) for kind in KINDS[2:] for arm in ARMS)]
SPANS = ("intervention", "control", "eligibility", "condition", "outcome", "outcome-Measure", "age", "location", "ethinicity")
"""What else is annotated: learned on the side, so that the encoder knows treatments and outcomes."""
_PARTS, _TAUGHT = 5, 2
_WINDOW, _STRIDE, _EDGE = 510, 384, 64
_ROUNDS, _BATCH, _PACE, _ASIDE, _SMOOTHING = 10, 8, 1.5e-4, 0.3, 0.05
_READINESS = 0.35
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text as pieces of words: what is annotated of each piece, and which numbers it holds, by place, first and last piece."""

    pieces: list[int]
    spans: list[int]
    numbers: list[tuple[int, int, int]]


def windows_of(tokens: Tokens, marks: list[Mark], cutter: PreTrainedTokenizerFast) -> list[Window]:
    """A text in windows that overlap; each number is read in the first window that shows enough behind it."""
    cut = cutter(tokens.text, add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False)
    pieces, starts = cut["input_ids"], [begin for begin, _ in cut["offset_mapping"]]
    spans = [0] * len(pieces)
    for mark in marks:
        if mark["label"] in SPANS:
            first, last = max(0, bisect_right(starts, mark["start"]) - 1), bisect_left(starts, mark["end"])
            spans[first:last] = [SPANS.index(mark["label"]) + 1] * (last - first)
    begins = [0]
    while begins[-1] + _WINDOW < len(pieces):
        begins.append(min(begins[-1] + _STRIDE, len(pieces) - _WINDOW))
    found = [Window(pieces[begin : begin + _WINDOW], spans[begin : begin + _WINDOW], []) for begin in begins]
    for place, number in enumerate(tokens.candidates):
        first = max(0, bisect_right(starts, number.start) - 1)
        last = max(first + 1, bisect_left(starts, number.end))
        at = next(
            at
            for at, begin in enumerate(begins)
            if begin <= first < begin + _WINDOW and (begin + _WINDOW >= len(pieces) or last <= begin + _WINDOW - _EDGE)
        )
        found[at].numbers.append((place, first - begins[at], min(last, begins[at] + _WINDOW) - begins[at]))
    return found


class Net(nn.Module):
    """An encoder with a choice of kind and group for each number, and of what each piece belongs to."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1, attn_implementation="sdpa"
        )
        wide = self.encoder.config.hidden_size
        self.unseen = nn.Dropout(0.2)
        self.mixed = nn.Sequential(nn.Linear(2 * wide, wide), nn.GELU(), nn.Dropout(0.2))
        self.number, self.span = nn.Linear(wide, len(LABELS)), nn.Linear(wide, len(SPANS) + 1)

    def forward(self, windows: list[Window], cutter: PreTrainedTokenizerFast) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of the numbers (number × label) and of the pieces (piece × span), and what is annotated of the pieces."""
        longest = max(len(each.pieces) for each in windows) + 2
        pieces = torch.full((len(windows), longest), cutter.pad_token_id)
        there, spans = torch.zeros_like(pieces), torch.full_like(pieces, -100)
        for row, each in enumerate(windows):
            size = len(each.pieces)
            pieces[row, : size + 2] = torch.tensor([cutter.cls_token_id, *each.pieces, cutter.sep_token_id])
            there[row, : size + 2], spans[row, 1 : size + 1] = 1, torch.tensor(each.spans)
        seen = self.unseen(self.encoder(input_ids=pieces, attention_mask=there).last_hidden_state)
        where = [(row, first + 1, last) for row, each in enumerate(windows) for _, first, last in each.numbers]
        rows, firsts, lasts = torch.tensor(where, dtype=torch.long).reshape(-1, 3).T
        both = self.mixed(torch.cat([seen[rows, firsts], seen[rows, lasts]], -1))
        return self.number(both).float(), self.span(seen).float().flatten(0, 1), spans.flatten()


def tuned(told: list[Told], folder: str, cutter: PreTrainedTokenizerFast) -> Net:
    """The encoder tuned on annotated abstracts."""
    torch.manual_seed(0)
    dice = random.Random(0)  # noqa: S311 - the same order every time
    net = Net(folder)
    seen = [
        (window, [LABELS.index(_known(*gold[place])) for place, _, _ in window.numbers])
        for row, tokens, gold in told
        for window in windows_of(tokens, row["spans"], cutter)
    ]
    heads = [value for name, value in net.named_parameters() if not name.startswith("encoder")]
    pace = torch.optim.AdamW([{"params": net.encoder.parameters(), "lr": _PACE}, {"params": heads, "lr": 5 * _PACE}], weight_decay=0.01)
    steps = _ROUNDS * math.ceil(len(seen) / _BATCH)
    slowing = torch.optim.lr_scheduler.LambdaLR(pace, lambda step: min(1, (step + 1) / (0.1 * steps)) * max(0, (steps - step) / steps))
    for round_ in range(_ROUNDS):
        dice.shuffle(seen)
        order = [
            each
            for begin in range(0, len(seen), 8 * _BATCH)
            for each in sorted(seen[begin : begin + 8 * _BATCH], key=lambda one: len(one[0].pieces))
        ]
        batches = [order[begin : begin + _BATCH] for begin in range(0, len(order), _BATCH)]
        dice.shuffle(batches)
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                numbers, spans, annotated = net([window for window, _ in batch], cutter)
            lost = _ASIDE * nn.functional.cross_entropy(spans, annotated)
            if labels := [label for _, each in batch for label in each]:
                lost = lost + nn.functional.cross_entropy(numbers, torch.tensor(labels), label_smoothing=_SMOOTHING)
            pace.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            pace.step()
            slowing.step()
        print("tuned", round_ + 1, "of", _ROUNDS, flush=True)
    return net.eval()


def _known(kind: str, arm: str) -> tuple[str, str]:
    return (kind, arm if kind not in {NOTHING, TOTAL} and arm in ARMS else "all" if kind in {NOTHING, TOTAL} else ARMS[0])


def net_says(net: Net, tokens: Tokens, cutter: PreTrainedTokenizerFast) -> Scores:
    """The logarithm of the probability of every label for every number of a text (number × label)."""
    said = np.zeros((len(tokens.candidates), len(LABELS)))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for window in windows_of(tokens, [], cutter):
            if window.numbers:
                said[[place for place, _, _ in window.numbers]] = net([window], cutter)[0].log_softmax(-1).numpy()
    return said


def chain_says(tokens: Tokens) -> Scores:
    """The same of the chain of numbers, by kind (number × kind)."""
    scored = np.array(kinds_one_by_one([tokens])[1], dtype=float)
    scored -= scored.max(1, keepdims=True)
    return (scored - np.log(np.exp(scored).sum(1, keepdims=True)))[:, [chain("numbers").labels.index(kind) for kind in KINDS]]


def read_row(text: str, tokens: Tokens, net: Scores, chained: Scores) -> Row:
    """A text with what is told of its numbers, in the form of an annotated one."""
    shares = np.exp(net)
    by_kind = np.log(np.stack([shares[:, [at for at, (own, _) in enumerate(LABELS) if own == kind]].sum(1) for kind in KINDS], 1) + 1e-9)
    both = (by_kind + chained) / 2
    both[:, KINDS.index(NOTHING)] -= _READINESS
    marks: list[Mark] = []
    for place, (number, kind) in enumerate(zip(tokens.candidates, both.argmax(1).tolist(), strict=True)):
        own = [at for at, (named, _) in enumerate(LABELS) if named == KINDS[kind]]
        arm = LABELS[own[int(net[place, own].argmax())]][1]
        if KINDS[kind] != NOTHING:
            marks.append(Mark(start=number.start, end=number.end, kind=KINDS[kind], arm=arm, label=KINDS[kind], value=number.value))
    return Row(text=text, spans=marks)


def main(numbers: str, texts: str, out: str, folder: str) -> None:
    """Tune, read and write."""
    told = told_in(rows_of(numbers))
    cutter = AutoTokenizer.from_pretrained(folder)
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        unread = [(text, cut_for_numbers(text)) for text in (json.loads(line)["text"] for line in lines)]
    unread = [(text, tokens) for text, tokens in unread if tokens.candidates]
    nets = [np.zeros((len(each.candidates), len(LABELS))) for _, each in unread]
    chained = [np.zeros((len(each.candidates), len(KINDS))) for _, each in unread]
    kept = (MODELS / "numbers.gz").read_bytes()
    for part in range(_TAUGHT):
        some = [each for place, each in enumerate(told) if place % _PARTS != part]
        net = tuned(some, folder, cutter)
        write_chain(MODELS / "numbers.gz", train_kinds(some), KINDS, {})
        chain.cache_clear()
        for place, (_, tokens) in enumerate(unread):
            nets[place] += net_says(net, tokens, cutter) / _TAUGHT
            chained[place] += chain_says(tokens) / _TAUGHT
    (MODELS / "numbers.gz").write_bytes(kept)
    with gzip.open(Path(out), "wt", encoding="utf-8") as file:
        for (text, tokens), net_scores, chain_scores in zip(unread, nets, chained, strict=True):
            file.write(json.dumps(read_row(text, tokens, net_scores, chain_scores), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])
