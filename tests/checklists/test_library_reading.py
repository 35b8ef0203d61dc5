"""A library file with a mistake is refused, and the file and the slug are named."""

import pytest

from audits.checklists.library import checks
from audits.checklists.library.reading import LibraryError, read_checklists, read_checks

CHECK = """
[[checks]]
slug = "{slug}"
title = "A check"
kind = "diagnostic"
group = "email"
expects = "All well"
test = {{ text = "Is all well?" }}
{more}
"""
CHECKLIST = """
[[checklists]]
slug = "mine"
title = "Mine"
version = 1
kind = "audit"
intro = "Looks at two things."
groups = [{groups}]
"""


def a_check(slug="one", more=""):
    return CHECK.format(slug=slug, more=more)


def a_checklist(*groups):
    listed = [
        f'{{ slug = "{slug}", title = "Group", checks = {list(slugs)} }}'.replace("'", '"')
        for slug, slugs in groups
    ]
    return CHECKLIST.format(groups=", ".join(listed))


def refused(*words, **texts):
    with pytest.raises(LibraryError) as caught:
        read_checks({f"{name}.toml": text for name, text in texts.items()})
    assert [each for each in words if each not in str(caught.value)] == []


def list_refused(text, *words):
    with pytest.raises(LibraryError) as caught:
        read_checklists("lists.toml", text, checks())
    assert [each for each in words if each not in str(caught.value)] == []


def test_whole_files_are_read_in_order():
    found = read_checks({"b.toml": a_check("two") + a_check("three"), "a.toml": a_check("one")})
    assert list(found) == ["two", "three", "one"]


def test_a_broken_file_is_named_with_its_line():
    refused("mail.toml: ", "line 2", mail="[[checks]]\nslug = one")


def test_a_file_with_another_table_is_refused():
    refused("mail.toml: holds [[checks]] and nothing else", mail='[[cheques]]\nslug = "one"')
    refused("mail.toml: holds [[checks]] and nothing else", mail='checks = "one"')
    refused("mail.toml: holds [[checks]] and nothing else", mail='checks = ["one"]')


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("remedi = 1", "remedi"),
        ('priority = "P4"', "priority"),
        ('remedy = { text = " " }', "is blank"),
        ('remedy = { text = "Ask.", origin = "guessed" }', "remedy.origin"),
        ('remedy = "Ask."', "remedy"),
        (
            'limits = [{ what = "Lag", comparison = "under", value = 5, unit = "minutes" }]',
            "limits.0.comparison",
        ),
        ('limits = [{ what = "Lag", comparison = "<", value = 5 }]', "limits.0.unit"),
        ("number = 2026-01-01", "date"),
        ('record = [{ slug = "a", label = "A" }, { slug = "a", label = "B" }]', "record names a twice"),
    ],
)
def test_a_check_that_does_not_hold_together_is_named(more, words):
    refused("mail.toml, one:", words, mail=a_check("one", more))


def test_a_slug_that_stands_twice_is_named_with_both_files():
    refused("b.toml, one: stands in a.toml already", a=a_check(), b=a_check())


@pytest.mark.parametrize("field", ["links", "proposes", "failure_modes"])
def test_a_slug_that_is_not_there_is_named_where_it_stands(field):
    refused("mail.toml, one: names nobody, which is not there", mail=a_check(more=f'{field} = ["nobody"]'))


def test_a_metric_that_watches_nothing_is_named():
    refused("mail.toml, one: names nobody", mail=a_check(more='watches = "nobody"'))


def test_a_checklist_puts_checks_into_groups_of_its_own():
    (mine,) = read_checklists("lists.toml", a_checklist(("first", ["qt-02"]), ("then", ["gv-01"])), checks())
    assert [(check.slug, check.group) for check in mine.checks] == [("qt-02", "first"), ("gv-01", "then")]
    assert checks()["qt-02"].group == "triage"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (a_checklist(("first", ["qt-99"])), "lists.toml, mine, first: names qt-99, which is not there"),
        (
            a_checklist(("first", ["qt-01"]), ("then", ["qt-01"])),
            "lists.toml, mine: checks names qt-01 twice",
        ),
        (a_checklist(("first", ["qt-01"]), ("first", ["qt-02"])), "groups names first twice"),
        (a_checklist(("first", [])), "lists.toml, mine, first: checks"),
        (a_checklist(), "lists.toml, mine: groups"),
        (CHECKLIST.format(groups='"triage"'), "lists.toml, mine, no slug"),
        (a_checklist(("first", ["qt-01"])).replace('"audit"', '"revision"'), "lists.toml, mine: kind"),
        ("[[checklists]\n", "lists.toml"),
    ],
)
def test_a_checklist_with_a_mistake_is_named(text, words):
    list_refused(text, words)


def test_a_checklist_that_stands_twice_is_named():
    list_refused(a_checklist(("first", ["qt-01"])) * 2, "lists.toml, mine: stands twice")
