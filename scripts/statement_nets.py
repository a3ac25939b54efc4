"""Small nets for the strength of statements: trained with torch, kept as the arrays that the package multiplies itself."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from manystudies.claims.statement_model import FACT, net_facts, vocabulary_of
from manystudies.claims.statement_net import Nets
from manystudies.claims.statement_words import CLASSES as WORD_CLASSES
from manystudies.claims.statement_words import ENDINGS, facts_of, kinds_of_cue, tokens_of

FILTERS = 48
ROUNDS, BATCH, PACE, DECAY = 8, 32, 2e-3, 1e-2
KEPT_OUT, UNSEEN, WORDS_UNSEEN, SMOOTHING = 0.4, 0.25, 0.1, 0.1
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the nets see: a row of numbers for each distinct word (row 0 for none), and each sentence as rows."""

    table: torch.Tensor
    sentences: list[list[int]]


def inputs_of(texts: list[str], vocabulary: list[int], places: np.ndarray) -> Inputs:
    """The inputs of sentences; `places` holds three rows before those of the vocabulary."""
    spelled = [tokens_of(text)[:_LONGEST] for text in texts]
    rows = {word: row for row, word in enumerate(sorted({word for each in spelled for word in each}), 1)}
    known = vocabulary_of(vocabulary)
    table = np.zeros((len(rows) + 1, inputs(places)), np.float32)
    for word, row in rows.items():
        table[row, : places.shape[1]] = places[known(word)]
        table[row, [places.shape[1] + fact for fact in net_facts(facts_of(word))]] = FACT
    return Inputs(torch.tensor(table), [[rows[word] for word in each] for each in spelled])


def inputs(places: np.ndarray) -> int:
    """How many numbers a net sees of a word."""
    return places.shape[1] + 2 * len(kinds_of_cue()[0]) + len(WORD_CLASSES) + len(ENDINGS)


class _Net(nn.Module):
    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.one, self.three = nn.Conv1d(width, FILTERS, 1), nn.Conv1d(width, FILTERS, 3, padding=1)
        self.unseen, self.kept_out, self.out = nn.Dropout(UNSEEN), nn.Dropout(KEPT_OUT), nn.Linear(4 * FILTERS, classes)

    def forward(self, seen: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        if self.training:
            seen = seen * (torch.rand(seen.shape[:2]) > WORDS_UNSEEN).float().unsqueeze(2)
        seen = self.unseen(seen).transpose(1, 2)
        pooled = []
        for layer in (self.one, self.three):
            each = torch.relu(layer(seen)) * there
            pooled += [each.max(2).values, each.sum(2) / there.sum(2).clamp(min=1)]
        return self.out(self.kept_out(torch.cat(pooled, 1)))


def _batch(found: Inputs, chosen: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(1, *(len(found.sentences[at]) for at in chosen))
    rows = torch.tensor([found.sentences[at] + [0] * (longest - len(found.sentences[at])) for at in chosen])
    return found.table[rows], (rows > 0).float().unsqueeze(1)


def _train_one(found: Inputs, chosen: np.ndarray, labels: np.ndarray, weights: np.ndarray, seed: int) -> _Net:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = np.random.default_rng(seed)
    classes = int(labels.max()) + 1
    net = _Net(found.table.shape[1], classes)
    pace = torch.optim.AdamW(net.parameters(), lr=PACE, weight_decay=DECAY)
    balance = torch.tensor(np.sqrt(len(labels) / (classes * np.bincount(labels))), dtype=torch.float32)
    steps, step = ROUNDS * -(-len(chosen) // BATCH), 0
    for _ in range(ROUNDS):
        order = sorted(chance.permutation(len(chosen)), key=lambda at: len(found.sentences[chosen[at]]) + chance.random() * 8)
        batches = [np.array(order[start : start + BATCH]) for start in range(0, len(order), BATCH)]
        for number in chance.permutation(len(batches)):
            batch = batches[number]
            pace.param_groups[0]["lr"] = PACE * max(0.02, 1 - step / steps)
            step += 1
            lost = nn.functional.cross_entropy(
                net(*_batch(found, chosen[batch])),
                torch.tensor(labels[batch]),
                weight=balance,
                reduction="none",
                label_smoothing=SMOOTHING,
            )
            pace.zero_grad()
            (lost * torch.tensor(weights[batch], dtype=torch.float32)).mean().backward()
            pace.step()
    return net.eval()


def train_nets(found: Inputs, chosen: np.ndarray, labels: np.ndarray, weights: np.ndarray, count: int) -> list[_Net]:
    """So many nets, each from its own start, on the chosen sentences."""
    return [_train_one(found, chosen, labels, weights, seed) for seed in range(count)]


def net_guesses(nets: list[_Net], found: Inputs, chosen: np.ndarray) -> np.ndarray:
    """The mean of the nets' logarithms of probability (chosen × classes)."""
    with torch.no_grad():
        return np.concatenate(
            [
                np.mean([torch.log_softmax(net(*_batch(found, chosen[start : start + 64])), 1).numpy() for net in nets], axis=0)
                for start in range(0, len(chosen), 64)
            ]
        )


def arrays_of(nets: list[_Net]) -> Nets:
    """The nets as the package reads them."""
    with torch.no_grad():
        one = [net.one.weight[:, :, 0].numpy().T for net in nets]
        three = [[net.three.weight[:, :, at].numpy().T for net in nets] for at in range(3)]
        seen = np.concatenate([*one, *three[0], *three[1], *three[2]], axis=1)
        bias = np.array(
            [np.concatenate([layer.bias.numpy() for layer in each]) for each in zip(*((net.one, net.three) for net in nets), strict=True)]
        )
        out = np.array([net.out.weight.numpy().T for net in nets])
        return Nets(seen, bias, out, np.array([net.out.bias.numpy() for net in nets]))
