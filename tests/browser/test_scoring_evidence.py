"""Evidence from the scoring screen: pasted, chosen, refused, and kept on the device without a line."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from audits.evaluations.models import Exhibit

COPY_A_SCREENSHOT = """async () => {
  const canvas = new OffscreenCanvas(64, 40);
  canvas.getContext('2d').fillRect(4, 4, 30, 20);
  const blob = await canvas.convertToBlob({type: 'image/png'});
  await navigator.clipboard.write([new ClipboardItem({'image/png': blob})]);
}"""


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Evidence files of a test stay with the test."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path), "base_url": None, "file_permissions_mode": 0o600},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage, "evidence": storage}


def picture():
    out = io.BytesIO()
    Image.new("RGB", (80, 50), "teal").save(out, "PNG")
    return {"name": "sync log.png", "mimeType": "image/png", "buffer": out.getvalue()}


def choose(desk, question, file):
    desk.page.locator(f"#q-{question} [data-evidence=file]").set_input_files(file)


@pytest.mark.covers("R022")
def test_a_screenshot_is_pasted_into_the_question(seat, candidate):
    seat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seat.open("sync-direction").press("v", "p", "p")
    seat.expect_all_saved()
    seat.page.evaluate(COPY_A_SCREENSHOT)
    seat.press("e", "Control+v")
    expect(seat.page.locator("#thumbs-sd-1 img")).to_have_count(1, timeout=10_000)
    expect(seat.saving_of("sd-1")).to_contain_text("kept as evidence")
    seat.expect_all_saved()
    exhibit = Exhibit.objects.select_related("evidence").get(candidate=candidate)
    assert exhibit.question_id == candidate.evaluation.catalog.question_ids["sd-1"]
    assert exhibit.evidence.proof == "sandbox"
    expect(seat.page.locator("#uploads-sd-1 li")).to_have_count(0)


def test_a_refused_file_says_why_and_can_be_discarded(seat, candidate):
    seat.open("sync-direction").press("e")
    choose(seat, "sd-1", {"name": "page.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    line = seat.page.locator("#uploads-sd-1 li")
    expect(line).to_contain_text("page.svg")
    expect(line).to_contain_text("Not saved:")
    line.get_by_role("button", name="Discard").click()
    expect(line).to_have_count(0)
    assert not Exhibit.objects.exists()


def test_a_file_waits_on_the_device_while_the_line_is_lost(seat, candidate):
    seat.open("sync-direction").cut()
    seat.press("e")
    choose(seat, "sd-1", picture())
    line = seat.page.locator("#uploads-sd-1 li")
    expect(line).to_contain_text("Kept on this device")
    seat.reload()
    seat.press("e")
    expect(line.locator("img")).to_be_visible()
    seat.mend()
    expect(seat.page.locator("#thumbs-sd-1 img")).to_have_count(1, timeout=10_000)
    assert Exhibit.objects.filter(candidate=candidate).count() == 1


def test_a_link_is_evidence_too(seat, candidate):
    seat.open("sync-direction").press("e")
    seat.page.locator("#q-sd-1 [data-evidence=link]").fill("https://status.example/incident/7")
    seat.page.locator("#q-sd-1 [data-action=evidence-link]").click()
    expect(seat.page.locator("#thumbs-sd-1 a")).to_have_attribute("href", "https://status.example/incident/7")
