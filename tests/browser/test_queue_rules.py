"""The rules of the browser's queue, as the pure functions they are; no server, only the modules."""

import re
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js" / "scoring"
EDIT = {"row": "answers/sd-1", "url": "/x", "version": 3, "at": "2026-01-01T00:00:00Z"}


@pytest.fixture
def rules(page):
    """Runs JavaScript with `rules`, and a `list` that `run(rule(list, …))` moves on."""

    def serve(route):
        name = route.request.url.rsplit("/", 1)[-1]
        if name == "empty":
            return route.fulfill(body="<!doctype html><title>Rules</title>", content_type="text/html")
        return route.fulfill(body=(SCRIPTS / name).read_text(), content_type="text/javascript")

    page.route(re.compile("https://rules.test/"), serve)
    page.goto("https://rules.test/empty")

    def run(steps, **given):
        return page.evaluate(
            """async ([steps, given]) => {
              const rules = await import('/entries.js');
              let list = [];
              const run = (done) => {
                const next = new Map(list.map((entry) => [entry.operation, entry]));
                (done.remove ?? []).forEach((operation) => next.delete(operation));
                (done.put ?? []).forEach((entry) => next.set(entry.operation, entry));
                list = [...next.values()].sort((a, b) => a.seq - b.seq);
                return done.result;
              };
              const edit = (values, base, version = 3) =>
                run(rules.edited(list, {...given.edit, values, base, version}));
              const claim = () => run(rules.claimed(list, () => true, () => true));
              const body = Function('rules', 'run', 'edit', 'claim', 'all', `return (() => {${steps}})()`);
              return body(rules, run, edit, claim, () => list);
            }""",
            [steps, {"edit": EDIT, **given}],
        )

    return run


def test_edits_not_sent_yet_become_one(rules):
    [entry] = rules(
        """edit({note: 'a'}, {note: ''}); edit({note: 'ab', proof: 'claimed'}, {note: '?', proof: ''});
        return all()"""
    )
    assert entry["values"] == {"note": "ab", "proof": "claimed"}
    assert entry["base"] == {"note": "", "proof": ""}


def test_what_may_have_arrived_is_sent_again_unchanged(rules):
    first, second = rules(
        "edit({note: 'a'}, {note: ''}); claim(); edit({note: 'b'}, {note: ''}); return all()"
    )
    assert (first["values"], first["tried"]) == ({"note": "a"}, True)
    assert (second["after"], second["base"]) == (first["operation"], {"note": "a"})


def test_one_at_a_time_and_the_next_takes_the_acknowledged_version(rules):
    steps = """edit({note: 'a'}, {note: ''}); const sent = claim(); edit({note: 'b'}, {note: ''});
        const meanwhile = claim(); run(rules.unsent(all(), sent));
        run(rules.saved(all(), sent, 4)); return [meanwhile.operation === sent.operation, claim().version]"""
    assert rules(steps) == [True, 4]


def test_somebody_elses_save_in_between_is_not_overwritten(rules):
    steps = """edit({note: 'a'}, {note: ''}); const sent = claim(); edit({proof: 'claimed'}, {proof: ''});
        run(rules.saved(all(), {...sent, version: 4}, 5)); return claim().version"""
    assert rules(steps) == 3


def test_a_conflict_over_other_fields_settles_itself(rules):
    steps = """edit({note: 'a'}, {note: ''}); const sent = claim();
        const clash = run(rules.conflicted(all(), sent, {theirs: {note: '', saved_by: 'P'}, version: 6}));
        return [clash, all()[0].version, all()[0].state]"""
    assert rules(steps) == [[], 6, "waiting"]


def test_a_conflict_with_edits_behind_it_asks_again_about_all_fields(rules):
    steps = """edit({note: 'a'}, {note: ''}); const sent = claim(); edit({proof: 'claimed'}, {proof: ''});
        run(rules.conflicted(all(), sent, {theirs: {note: '', saved_by: 'P'}, version: 6})); return all()"""
    [entry] = rules(steps)
    assert (entry["version"], entry["state"]) == (3, "waiting")
    assert entry["values"] == {"note": "a", "proof": "claimed"}


@pytest.mark.parametrize(
    "chosen, left", [("{note: 'mine'}", [{"note": "mine"}]), ("{}", [])], ids=["keep mine", "keep theirs"]
)
def test_a_conflict_waits_for_a_choice(rules, chosen, left):
    steps = """edit({note: 'mine'}, {note: ''}); const sent = claim();
        run(rules.conflicted(all(), sent, {theirs: {note: 'hers', saved_by: 'P'}, version: 6}));
        if (claim() !== null) throw new Error('sent before a choice');
        run(rules.resolved(all(), all()[0].operation, %s)); return all().map((entry) => entry.values)"""
    assert rules(steps % chosen) == left


def test_a_newer_edit_takes_the_place_of_what_was_refused(rules):
    steps = """edit({note: 'too long'}, {note: ''}); const sent = claim();
        run(rules.refused(all(), sent, {status: 422})); edit({note: 'ok'}, {note: ''}); return all()"""
    [entry] = rules(steps)
    assert (entry["values"], entry["state"], entry["tried"]) == ({"note": "ok"}, "waiting", False)
