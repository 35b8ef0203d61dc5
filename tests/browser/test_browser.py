"""The browser and the accessibility checker of these tests do what the other tests rely on."""


def test_checker_finds_a_planted_fault(page, violations):
    page.set_content('<html lang="en"><title>Page</title><main><h1>Page</h1><img src="data:,"></main>')
    assert [line.split(":")[0] for line in violations(page)] == ["image-alt"]


def test_checker_is_content_with_a_plain_page(page, violations):
    page.set_content('<html lang="en"><title>Page</title><main><h1>Page</h1><p>Text</p></main>')
    assert violations(page) == []
