"""T4, 61, 62: agreed points, costs, waivers and signatures race decisions and reopenings."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.drills.client import Answered, Line

AT_ONCE = 4
"""Rounds that run side by side."""
TOO_LATE = 423
Statuses = list[int]


@dataclass
class Panel:
    """A revealed panel: one lead agrees on points, one fills in costs, waivers are given, both decide."""

    made: dict[str, Any]
    panel: dict[str, str]
    port: int
    chance: random.Random

    def play(self) -> Counter[str]:
        """How many saves were taken and how many came too late; one of two decisions is taken."""
        saves: list[Callable[[], Statuses]] = [self.agree, self.cost, self.waive]
        with ThreadPoolExecutor(5) as pool:
            deciders = [pool.submit(self.decide, number) for number in range(2)]
            savers = [pool.submit(save) for save in saves]
            assert sorted(each.result() for each in deciders) == [201, TOO_LATE]
            statuses = [status for saver in savers for status in saver.result()]
        assert set(statuses) <= {200, 201, 302, TOO_LATE}, statuses
        return Counter("late" if status == TOO_LATE else "taken" for status in statuses)

    def lead(self, number: int = 0) -> Line:
        return Line(self.port, self.made["leads"][number])

    def decide(self, number: int) -> int:
        time.sleep(self.chance.uniform(0.0, 0.8))
        path = f"/evaluations/{self.panel['id']}/decision"
        return self.lead(number).api("POST", path, {"candidate": None, "reason": "A drill."}).status

    def agree(self) -> Statuses:
        """Points of one dimension after the other, each twice."""
        path = f"/candidates/{self.panel['candidate']}/agreed/"
        bodies = [
            (slug, {"points": 1 + turn, "rationale": f"Word {turn}."})
            for turn in range(2)
            for slug in self.made["dimensions"]
        ]
        return until_late(lambda each: self.lead().api("PUT", path + each[0], each[1]), bodies)

    def cost(self) -> Statuses:
        path = f"/w/{self.made['slug']}/candidates/{self.panel['candidate']}/cost"
        sheet = {"currency": "EUR", "term": 3, "unit": "years", "weeks": 52}
        bodies = [{**sheet, "licence_year": 1000 + turn, "seen": turn} for turn in range(8)]
        return until_late(lambda each: self.lead(1).form(path, each), bodies)

    def waive(self) -> Statuses:
        path = f"/candidates/{self.panel['candidate']}/waivers"
        bodies = [
            {"crm": self.made["crm"], "object": slug, "reason": "Not used."} for slug in self.made["objects"]
        ]
        return until_late(lambda each: self.lead(1).api("POST", path, each), bodies)


def until_late(save: Callable[[Any], Answered], bodies: list[Any]) -> Statuses:
    """One save after the other until one comes after the decision."""
    statuses = []
    for body in bodies:
        statuses.append(save(body).status)
        if statuses[-1] == TOO_LATE:
            break
    return statuses


@dataclass
class Signing:
    """A decision: its signer signs twice over, and two leads open it again."""

    made: dict[str, Any]
    decision: dict[str, str]
    port: int
    chance: random.Random

    def play(self) -> None:
        with ThreadPoolExecutor(4) as pool:
            signers = [pool.submit(self.sign) for _twice in range(2)]
            leads = [pool.submit(self.reopen, number) for number in range(2)]
            assert sorted(each.result() for each in leads) == [200, 409]
            answers = [each.result() for each in signers]
        assert answers.count(302) <= 1 and set(answers) <= {302, 409}, answers

    def sign(self) -> int:
        time.sleep(self.chance.uniform(0.0, 0.1))
        path = f"/w/{self.made['slug']}/signatures/{self.decision['signature']}/sign"
        fields = {"role": "Buyer", "read": "on", "sha256": self.decision["sha256"]}
        return Line(self.port, self.made["signer"]).form(path, fields).status

    def reopen(self, number: int) -> int:
        time.sleep(self.chance.uniform(0.0, 0.1))
        path = f"/evaluations/{self.decision['id']}/reopen"
        return Line(self.port, self.made["leads"][number]).api("POST", path, {"reason": "A drill."}).status


def test_what_is_decided_is_what_is_stored_and_signatures_stay_with_their_revision(server, sizes, chance):
    made = server.ask("prepare_award", "award", str(sizes.awards))
    own = [random.Random(chance.random()) for _round in range(sizes.awards)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        panels = [Panel(made, panel, server.port, own[number]) for number, panel in enumerate(made["panels"])]
        counted = sum(pool.map(Panel.play, panels), Counter())
        signings = [
            Signing(made, each, server.port, own[number]) for number, each in enumerate(made["decisions"])
        ]
        list(pool.map(Signing.play, signings))
    print(f"{counted['taken']} saves taken before a decision, {counted['late']} refused after it")
    decided = server.ask("read_award", "decided", "award")
    assert len(decided) == sizes.awards
    assert [one["evaluation"] for one in decided if one["frozen"] != one["stored"]] == []
    assert counted["late"] > 0, "no save ever met a decision: the drill has shown nothing"
    check_signatures(server.ask("read_award", "signed", "award"), made, sizes.awards)


def check_signatures(signed: list[dict[str, Any]], made: dict[str, Any], rounds: int) -> None:
    """Each was signed before the reopening or ended by it, never both and never neither."""
    assert len(signed) == rounds and all(one["is_reopened"] for one in signed)
    assert [one for one in signed if bool(one["answer"]) == one["is_ended"]] == []
    assert all(one["is_before"] and one["is_of_its_revision"] for one in signed)
    hashes = {each["sha256"] for each in made["decisions"]}
    assert {one["sha256"] for one in signed if one["answer"]} <= hashes
    print(f"{sum(bool(one['answer']) for one in signed)} of {rounds} signed before the reopening")
